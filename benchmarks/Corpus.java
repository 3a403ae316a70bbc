import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a made-up blog: {@code java Corpus.java FOLDER POSTS [SEED]}. Equal arguments write equal
 * files, readable by Pressroom and by Hugo. A post has YAML front matter, a summary, and sections with
 * what people write: emphasis, links to other posts, lists, tables, code, quotations, footnotes.
 */
final class Corpus {
  private static final String[] WORDS =
      ("apple arch attic autumn axle barley basin bell birch blanket bridge bucket candle canvas cedar"
              + " chalk chapel clay cliff cloud copper cotton crane creek dawn desk drum dust ember fable"
              + " feather fern ferry field flint frost gale gate ginger glass grain granite gravel hammer"
              + " harbour hazel hedge heron hill hollow honey ice inlet iron ivory juniper kettle lake"
              + " lantern larch ledge linen loom maple marble meadow mill mist moor mortar moss needle"
              + " oak oat orchard otter oven paper pebble pine plum pond quarry quill rafter rain reed"
              + " ridge rope saddle salt sand shore silk slate smoke snow spruce stone stove straw thaw"
              + " thistle thread tide timber tin valley velvet wagon walnut wharf wheat willow wind wool")
          .split(" ");
  private static final String[] CATEGORIES = {"field-notes", "workshop", "reading", "journeys", "kitchen"};
  private static final int TAGS = 60;

  private final Random random;
  private final int posts;

  private Corpus(int posts, long seed) {
    this.random = new Random(seed);
    this.posts = posts;
  }

  public static void main(String... arguments) throws IOException {
    if (arguments.length < 2) {
      System.err.println("usage: java Corpus.java FOLDER POSTS [SEED]");
      System.exit(2);
    }
    Path folder = Path.of(arguments[0]);
    int posts = Integer.parseInt(arguments[1]);
    Corpus corpus = new Corpus(posts, arguments.length > 2 ? Long.parseLong(arguments[2]) : 1);
    Path content = Files.createDirectories(folder.resolve("content/posts"));
    for (int i = 0; i < posts; i++) {
      Files.writeString(content.resolve(name(i) + ".md"), corpus.post(i));
    }
    Files.writeString(folder.resolve("content/about.md"), "---\ntitle: About\n---\n\n" + corpus.paragraph() + "\n");
    Files.writeString(folder.resolve("site.yaml"), "title: A made-up blog\nbase-url: http://localhost:8080/\n");
  }

  private static String name(int post) {
    return "post-%06d".formatted(post);
  }

  private String post(int number) {
    StringBuilder text = new StringBuilder();
    String tags =
        random.ints(0, TAGS).distinct().limit(1 + random.nextInt(4)).mapToObj("tag-%02d"::formatted)
            .collect(Collectors.joining(", "));
    text.append("---\n")
        .append("title: \"%s %d\"\n".formatted(heading(3 + random.nextInt(4)), number))
        .append("date: %sZ\n".formatted(LocalDateTime.of(2008, 1, 1, 9, 0, 1).plusHours(11L * number % 160_000)))
        .append("tags: [%s]\n".formatted(tags))
        .append("categories: [%s]\n".formatted(pick(CATEGORIES)))
        .append("description: \"%s\"\n".formatted(words(12)))
        .append("---\n\n")
        .append(paragraph())
        .append("\n\n<!--more-->\n\n");
    int sections = 4 + random.nextInt(6);
    for (int section = 0; section < sections; section++) {
      text.append(random.nextInt(3) == 0 ? "### " : "## ").append(heading(2 + random.nextInt(4))).append("\n\n");
      text.append(paragraph()).append("\n\n").append(block(section));
    }
    return text.toString();
  }

  private String block(int section) {
    return switch (random.nextInt(8)) {
      case 0 -> lines(4, i -> "- " + sentence()) + "\n";
      case 1 -> lines(4, i -> (i + 1) + ". " + sentence()) + "\n";
      case 2 ->
          "```java\n" + lines(6, i -> "var %s = %s(%d);".formatted(pick(WORDS), pick(WORDS), i)) + "```\n\n";
      case 3 ->
          "| name | count | remark |\n|:-----|------:|--------|\n"
              + lines(5, i -> "| %s | %d | %s |".formatted(pick(WORDS), random.nextInt(1000), words(3)))
              + "\n";
      case 4 -> "> " + sentence() + "\n>\n> " + sentence() + "\n\n";
      case 5 -> "Told elsewhere.[^%d]\n\n[^%d]: %s\n\n".formatted(section, section, sentence());
      default -> paragraph() + "\n\n";
    };
  }

  private String paragraph() {
    return IntStream.range(0, 2 + random.nextInt(4)).mapToObj(_ -> sentence()).collect(Collectors.joining(" "));
  }

  private String sentence() {
    String more =
        switch (random.nextInt(10)) {
          case 0 -> " *" + words(2) + "*";
          case 1 -> " **" + words(2) + "**";
          case 2 -> " `" + words(1) + "`";
          case 3 -> " [%s](/posts/%s/)".formatted(words(2), name(random.nextInt(posts)));
          case 4 -> " [%s](https://example.org/%s)".formatted(words(2), words(1));
          default -> "";
        };
    return capital(words(5 + random.nextInt(12))) + more + ".";
  }

  private String heading(int count) {
    return capital(words(count));
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private String words(int count) {
    return IntStream.range(0, count).mapToObj(_ -> pick(WORDS)).collect(Collectors.joining(" "));
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private static String lines(int count, java.util.function.IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(i -> line.apply(i) + "\n").collect(Collectors.joining());
  }
}
