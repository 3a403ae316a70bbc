package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.content.Template;
import io.pressroom.store.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
  private final Map<String, Template> templates = new HashMap<>();
  private final List<String> included = new ArrayList<>();

  private static final View PAGE =
      Fields.of("title", "A & <b>")
          .and("content", "<p>{x} {{y}} {#if}</p>")
          .and("date", null)
          .and("params", Map.of("size", "3", "nested", Map.of("a", "b")));
  private static final View ROOT =
      Fields.of("page", PAGE)
          .and("items", List.of(Fields.of("title", "one"), Fields.of("title", "two")))
          .and("many", java.util.Collections.nCopies(3000, "x"))
          .and("functions", new Functions())
          .and(
              "maps",
              List.of(
                  Map.of("x", 1),
                  Map.of(),
                  Map.of("x", Map.of("a", "b")),
                  Map.of(),
                  Map.of("x", 1)));

  private record Functions() implements View {
    @Override
    public Object get(String name) {
      return UNKNOWN;
    }

    @Override
    public Object call(String name, Object argument) {
      return name.equals("double") ? argument + "" + argument : UNKNOWN;
    }

    @Override
    public List<String> names() {
      return List.of("double");
    }
  }

  private void put(String name, String text) {
    templates.put(name, new Template(name, text, Digest.of(text.getBytes(StandardCharsets.UTF_8))));
  }

  private String render(String name) {
    return render(name, ROOT);
  }

  private String render(String name, View root) {
    Templates engine =
        new Templates(n -> Optional.ofNullable(templates.get(n)), () -> templates.keySet());
    return engine.render(name, root, new Budget("a/index.html", included::add));
  }

  private String html(String text) {
    put("page.html", text);
    return render("page.html");
  }

  private String problem(String text) {
    return assertThrows(Refusal.class, () -> html(text)).problem().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {page.title}                                    | A &amp; &lt;b&gt;
          {page.title.raw}                                | A & <b>
          {page.content.raw}                              | <p>{x} {{y}} {#if}</p>
          [{page.date}]                                   | []
          [{page.date.year}]                              | []
          {#if page.date}a{#else}b{/if}                   | b
          {page.date ?: 'none'}                           | none
          {page.params.size}                              | 3
          [{page.params.other}]                           | []
          {#if page.params.other}a{#else}b{/if}           | b
          {page.params.other.deep ?: 'c'}                 | c
          {page.params.nested.a}                          | b
          {#for item in items}{item.title} {/for}         | one two
          {#each items}{it.title}{#if it_hasNext}, {/if}{/each} | one, two
          {functions.double('x')}                         | xx
          {{page.title}} { x }                            | {{page.title}} { x }
          {#let a=(page.params.b.c ?: 'd')}{a}{/let}      | d
          {#let a=1}{#let a=2 b=a}{a}{b}{/let}{a}{/let}   | 211
          {#let a=page.title}{#for page in items}{a.raw}{/for}{/let} | A & <b>A & <b>
          {#let a?='x' b='y'}{a}{b}{/let}                 | xy
          {#for item in items}{#if item eq 'x'}x{#else}{this.item.title} {/if}{/for} | one two
          """)
  void fillsIn(String template, String expected) {
    assertEquals(expected, html(template).strip());
  }

  @Test
  void aValueIsFoundOutWhenItIsAskedForAndOnce() {
    AtomicInteger asked = new AtomicInteger();
    Supplier<Object> counted = asked::incrementAndGet;
    put("given.html", "{#let a=counted b=counted}{#insert}{/insert}{/let}");
    put("page.html", "{#include given.html}{b}{b}{/include}");
    assertEquals("11", render("page.html", Fields.of("counted", counted)).strip());
    assertEquals(1, asked.get());
  }

  /** Qute remembers how it evaluated an expression last. */
  @Test
  void aValueThatIsThereNowMayBeAbsentNext() {
    String each = "{p.x ?: '-'}{#if p.x}y{#else}n{/if}[{p.x.raw}]{p.x ? 'a' : 'b'} ";
    String once = "{#for p in maps}" + each + "{/for}";
    assertEquals("1y[1]a -n[]b {a=b}y[]a -n[]b 1y[1]a", html(once).strip());
  }

  @Test
  void includesAndNotesWhatItIncludes() {
    put("base.html", "<{#insert main}none{/insert}>{#include partials/foot.html n=page /}");
    put("partials/foot.html", "[{n.title}]");
    assertEquals("<x>[A &amp; &lt;b&gt;]", html("{#include base.html}{#main}x{/main}{/include}"));
    assertEquals(List.of("base.html", "partials/foot.html"), included);
  }

  @Test
  void escapesByTheNameOfTheTemplate() {
    put("feed.xml", "{page.title}");
    put("robots.txt", "{page.title}");
    assertEquals("A &amp; &lt;b&gt;", render("feed.xml"));
    assertEquals("A & <b>", render("robots.txt"));
  }

  @Test
  void missingNamesAreErrorsWithPlaceAndAdvice() {
    assertEquals(
        "Template error [templates/page.html:2:3]: nothing is called 'titel' in {page.titel}"
            + " (did you mean 'title'?)",
        problem("a\n  {page.titel}\n"));
    assertEquals(
        "Template error [templates/page.html:1:1]: nothing is called 'site' in {site.title}"
            + " (there is functions, items, many, maps, page)",
        problem("{site.title}"));
    assertEquals(
        "Template error [templates/page.html:1:1]: nothing is called 'triple' in"
            + " {functions.triple('x')} (there is double)",
        problem("{functions.triple('x')}"));
    assertTrue(problem("{#if page.nope}{/if}").contains("'nope'"));
    assertEquals(
        "  {page.titel}",
        assertThrows(Refusal.class, () -> html("a\n  {page.titel}\n"))
            .problem()
            .excerpt()
            .orElseThrow());
  }

  @Test
  void errorsInAnIncludedTemplateNameThatTemplate() {
    put("partials/foot.html", "\n{nope}");
    assertTrue(
        problem("{#include partials/foot.html /}")
            .startsWith("Template error [templates/partials/foot.html:2:1]: "));
    assertEquals(
        "Template error [templates/page.html:1:1]: there is no templates/partials/food.html"
            + " (did you mean 'partials/foot.html'?)",
        problem("{#include partials/food.html /}"));
  }

  @Test
  void brokenSyntaxIsAnError() {
    assertEquals(
        "Template error [templates/page.html:1:7]: no section helper found for {#nope}",
        problem("{#nope}{/nope}"));
    assertTrue(problem("{#if page.date}").startsWith("Template error [templates/page.html:1:"));
    assertTrue(problem("a\n{page.title").startsWith("Template error [templates/page.html:2:"));
    assertTrue(
        problem("{#for a in page.title}{/for}")
            .startsWith("Template error [templates/page.html:1:"));
  }

  @Test
  void anUnknownTemplateIsNamed() {
    put("page.html", "");
    assertEquals(
        "Unknown template: there is no templates/pge.html (did you mean 'page.html'?)",
        assertThrows(Refusal.class, () -> render("pge.html")).problem().toString());
  }

  @Test
  void templatesThatDoNotEndAreStopped() {
    assertEquals(
        "Template stopped [templates/page.html:2:1]: it includes itself without an end",
        problem("a\n{#include page.html /}"));
    String loops = "{#for a in many}\n{#for b in many}\n {#for c in many}x{/for}{/for}{/for}";
    assertEquals(
        "Template stopped [templates/page.html:3:2]: the template of a/index.html loops more than"
            + " 5000000 times (look for a loop that never ends)",
        problem(loops));
    assertTrue(
        problem("\n {#for a in 2000000000}{/for}")
            .startsWith("Template stopped [templates/page.html:2:2]: "));
  }

  /** A stack that ends while a class is initialized makes that class unusable for good. */
  @Test
  void inclusionsEndLongBeforeTheStackDoes() {
    problem("{#include page.html /}");
    assertTrue(included.size() < 300, included.size() + " inclusions");
  }

  @ParameterizedTest
  @CsvSource({"{#if page.title > 3}a{/if}", "{page.title + 1}{#if page.title < items}a{/if}"})
  void whatAnOperatorCannotTakeIsTheAuthorsToMend(String template) {
    assertTrue(
        problem(template).startsWith("Template error [templates/page.html"), problem(template));
  }
}
