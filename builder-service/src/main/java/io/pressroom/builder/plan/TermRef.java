package io.pressroom.builder.plan;

/**
 * A term as a page names it.
 *
 * @param name as the page spells it, {@code Java EE}
 * @param slug as addresses spell it, {@code java-ee}: terms with one slug are one term
 * @param url the address of its list, root-relative
 */
public record TermRef(String taxonomy, String name, String slug, String url) {}
