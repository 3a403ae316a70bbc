package io.pressroom.builder.plan;

/** Names one list of pages: the home list, that of a section, or that of a term. */
public sealed interface ListId {

  /** The list at the front of the site. */
  record Home() implements ListId {
    @Override
    public String toString() {
      return "the home list";
    }
  }

  /**
   * The pages below one folder of the content.
   *
   * @param folder the folder below the content root, {@code posts} or {@code docs/guides}
   */
  record InSection(String folder) implements ListId {
    @Override
    public String toString() {
      return "the list of section " + folder;
    }
  }

  /**
   * The pages that carry one term.
   *
   * @param taxonomy the taxonomy's name as settings spell it, {@code tags}
   * @param slug the term as addresses spell it, {@code java}
   */
  record OfTerm(String taxonomy, String slug) implements ListId {
    @Override
    public String toString() {
      return "the list of " + taxonomy + " " + slug;
    }
  }

  /** The home list, of which there is one. */
  ListId HOME = new Home();
}
