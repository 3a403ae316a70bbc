package io.pressroom.builder.render;

import io.pressroom.builder.content.Template;
import io.pressroom.message.Problem;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.IncludeSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.SetSectionHelper;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.TemplateNode.Origin;
import io.quarkus.qute.Variant;
import java.io.Reader;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The templates of one site, those of the theme among them, as Qute understands them. They see only
 * {@link View}s, maps, lists, strings and numbers. Values are escaped in HTML and XML unless {@code
 * .raw} is asked for; a name that a view does not have is an error; a key that a map of the
 * author's own does not have, as in {@code page.params.subtitle}, is no value.
 */
final class Templates {

  /** Where templates are, in messages. */
  static final String FOLDER = "templates/";

  private static final Pattern PREAMBLE =
      Pattern.compile("^(?:Rendering|Parser|Incorrect|Found)[^\\[\\n]*\\[[^\\]]*]:? ?");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"(]+)");

  private final Function<String, Optional<Template>> lookup;
  private final Supplier<Collection<String>> names;
  private final Engine engine;

  /**
   * Parses templates when they are first used.
   *
   * @param lookup finds a template by its name, {@code partials/head.html}
   * @param names of all templates, for messages
   */
  Templates(Function<String, Optional<Template>> lookup, Supplier<Collection<String>> names) {
    this.lookup = lookup;
    this.names = names;
    this.engine =
        Engine.builder()
            .addDefaultSectionHelpers()
            .addSectionHelper(new WatchedSections.Include(new IncludeSectionHelper.Factory()))
            .addSectionHelper(new WatchedSections.Loop(new LoopSectionHelper.Factory()))
            .addSectionHelper(new WatchedSections.Let(new SetSectionHelper.Factory()))
            .addValueResolver(Values.resolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML, Variant.TEXT_XML)))
            .strictRendering(true)
            .addLocator(this::locate)
            .build();
  }

  /**
   * Fills in a template.
   *
   * @param name for example {@code page.html}
   * @throws Refusal if there is no such template, it is wrong, or it does not end
   */
  String render(String name, View root, Budget budget) {
    StringBuilder out = new StringBuilder(8192);
    try {
      io.quarkus.qute.Template template = engine.getTemplate(name);
      if (template == null) {
        throw Refusal.because(unknown(name));
      }
      return budget.during(
          () -> {
            template
                .instance()
                .data(root)
                .consume(
                    text -> {
                      out.append(text);
                      budget.written(out.length());
                    })
                .toCompletableFuture()
                .join();
            return out.toString();
          });
    } catch (RuntimeException e) {
      throw refusal(e, name, budget);
    } catch (StackOverflowError e) {
      throw Refusal.stopped(endless(name, budget));
    }
  }

  private Refusal refusal(Throwable failure, String name, Budget budget) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
      switch (cause) {
        case Refusal refusal -> {
          Problem problem = refusal.problem();
          return refusal
              .origin()
              .map(it -> placed(it, problem.title(), problem.detail(), problem.hint()))
              .map(refusal::told)
              .orElse(refusal);
        }
        case StackOverflowError _ -> {
          return Refusal.stopped(endless(name, budget));
        }
        case TemplateException e when e.getOrigin() != null -> {
          return Refusal.because(problem(e, budget));
        }
        default -> {}
      }
    }
    if (!isOfEngine(root)) {
      throw new IllegalStateException("Rendering template " + name, failure);
    }
    String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return Refusal.because(
        Problem.in(
                FOLDER + name,
                "Template error",
                "an expression cannot be worked out, here or in what it includes: " + reason)
            .withHint("look for text where a number is needed, and for a division by nothing"));
  }

  private Problem placed(Origin origin, String title, String detail, Optional<String> hint) {
    Problem problem =
        Problem.at(
            FOLDER + origin.getTemplateId(),
            Math.max(0, origin.getLine()),
            Math.max(0, origin.getLineCharacterStart()),
            title,
            detail);
    problem = hint.map(problem::withHint).orElse(problem);
    return excerpt(origin).map(problem::withExcerpt).orElse(problem);
  }

  /**
   * Whether Qute itself has failed, at a value that an operator cannot take, such as a text that is
   * to be less than a number. A failure without a trace is one that the JVM has seen too often.
   */
  private static boolean isOfEngine(Throwable failure) {
    return Stream.of(failure.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(type -> !type.startsWith("java."))
        .findFirst()
        .map(type -> type.startsWith(Engine.class.getPackageName()))
        .orElse(true);
  }

  private Problem endless(String name, Budget budget) {
    String title = "Template stopped";
    String detail = "it includes itself without an end";
    return budget
        .place()
        .map(inclusion -> placed(inclusion, title, detail, Optional.empty()))
        .orElseGet(() -> Problem.in(FOLDER + name, title, detail));
  }

  private Problem unknown(String name) {
    Problem problem = Problem.of("Unknown template", "there is no " + FOLDER + name);
    return Near.hint(name, names.get()).map(problem::withHint).orElse(problem);
  }

  private Problem problem(TemplateException e, Budget budget) {
    Origin origin = e.getOrigin();
    Map<String, Object> arguments = e.getArguments() == null ? Map.of() : e.getArguments();
    String detail;
    Optional<String> hint = Optional.empty();
    switch (e.getCodeName().orElse("")) {
      case "EVALUATOR_PROPERTY_NOT_FOUND" -> {
        String property = nameOf(String.valueOf(arguments.get("prop")));
        detail = "nothing is called '" + property + "' in {" + arguments.get("expression") + "}";
        View view = budget.missedIn(property);
        hint = view == null ? hint : Near.hint(property, view.names());
      }
      case "INCLUDE_TEMPLATE_NOT_FOUND" -> {
        String missing = String.valueOf(arguments.get("templateId"));
        detail = "there is no " + FOLDER + missing;
        hint = Near.hint(missing, names.get());
      }
      default -> detail = PREAMBLE.matcher(String.valueOf(e.getMessage())).replaceFirst("").strip();
    }
    return placed(
        origin, "Template error", detail.lines().findFirst().orElse("it cannot be used"), hint);
  }

  /** The name that Qute's message about a property or function quotes. */
  private static String nameOf(String message) {
    Matcher quoted = QUOTED.matcher(message);
    return quoted.find() ? quoted.group(1) : message;
  }

  private Optional<String> excerpt(Origin origin) {
    return lookup
        .apply(origin.getTemplateId())
        .flatMap(template -> template.text().lines().skip(origin.getLine() - 1L).findFirst());
  }

  private Optional<TemplateLocator.TemplateLocation> locate(String name) {
    return lookup.apply(name).map(template -> new Location(template.text(), variant(name)));
  }

  /** Says what is escaped, by the ending of the name. */
  private static Variant variant(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return Variant.forContentType(
        switch (ending) {
          case "html", "htm" -> Variant.TEXT_HTML;
          case "xml" -> Variant.TEXT_XML;
          default -> Variant.TEXT_PLAIN;
        });
  }

  private record Location(String text, Variant variant)
      implements TemplateLocator.TemplateLocation {
    @Override
    public Reader read() {
      return new StringReader(text);
    }

    @Override
    public Optional<Variant> getVariant() {
      return Optional.of(variant);
    }
  }
}
