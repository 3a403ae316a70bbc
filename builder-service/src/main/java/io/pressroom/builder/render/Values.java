package io.pressroom.builder.render;

import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Mapper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import io.quarkus.qute.ValueResolvers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What the parts of a template's expressions mean. */
final class Values {
  private Values() {}

  static ValueResolver resolver() {
    return new InOne(
        new OfView(),
        new OfMap(),
        new OfNothing(),
        new Raw(),
        new Otherwise(),
        ValueResolvers.mapperResolver(),
        ValueResolvers.mapEntryResolver(),
        ValueResolvers.listResolver(),
        beforeLists(ValueResolvers.collectionResolver()),
        ValueResolvers.thisResolver(),
        ValueResolvers.trueResolver(),
        ValueResolvers.logicalAndResolver(),
        ValueResolvers.logicalOrResolver(),
        ValueResolvers.equalsResolver(),
        ValueResolvers.numberValueResolver(),
        ValueResolvers.plusResolver(),
        ValueResolvers.minusResolver(),
        ValueResolvers.modResolver());
  }

  /** The one for lists takes a name such as {@code size} for an index, and makes an exception. */
  private static ValueResolver beforeLists(ValueResolver resolver) {
    return ValueResolver.builder()
        .appliesTo(resolver::appliesTo)
        .resolveAsync(resolver::resolve)
        .priority(ValueResolvers.listResolver().getPriority() + 1)
        .build();
  }

  /**
   * All of them as one. Most names are looked for in several scopes, from the inside out, and what
   * a scope does not have it says at once here: Qute would ask each resolver of each scope.
   */
  private static final class InOne implements ValueResolver {
    private final ValueResolver[] all;

    InOne(ValueResolver... all) {
      Arrays.sort(all, Comparator.comparingInt(ValueResolver::getPriority).reversed()); // as Qute
      this.all = all;
    }

    @Override
    public boolean appliesTo(EvalContext context) {
      String name = context.getName();
      if (context.getBase() instanceof Mapper scope
          && context.getParams().isEmpty()
          && isName(name)
          && !name.equals("this")) {
        return scope.appliesTo(name);
      }
      return true; // whether one knows it shows when it is asked; to look first costs as much again
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
      return resolve(context, 0);
    }

    /** What the first one knows that knows anything. */
    private CompletionStage<Object> resolve(EvalContext context, int start) {
      for (int i = start; i < all.length; i++) {
        if (all[i].appliesTo(context)) {
          CompletionStage<Object> value = all[i].resolve(context);
          int next = i + 1;
          return value instanceof CompletedStage<Object> known
                  && !known.isFailure()
                  && !Results.isNotFound(known.get())
              ? value
              : value.thenCompose(
                  v -> Results.isNotFound(v) ? resolve(context, next) : CompletedStage.of(v));
        }
      }
      return Results.notFound(context);
    }
  }

  private static CompletionStage<Object> value(Object value) {
    return CompletedStage.of(value == null ? Nothing.NOTHING : value);
  }

  /** Operators are functions with one argument whose names are signs. */
  private static boolean isName(String text) {
    return !text.isEmpty() && Character.isUnicodeIdentifierStart(text.codePointAt(0));
  }

  /** {@code page.title}, {@code site.asset('style.css')}. */
  private static final class OfView implements ValueResolver {
    /** Most names are of views, and to know one costs least. */
    @Override
    public int getPriority() {
      return ValueResolvers.mapperResolver().getPriority() + 1;
    }

    @Override
    public boolean appliesTo(EvalContext context) {
      return context.getBase() instanceof View
          && context.getParams().size() <= 1
          && isName(context.getName())
          && !context.getName().equals("or");
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
      View view = (View) context.getBase();
      if (context.getParams().isEmpty()) {
        Budget.current().lookAtClock();
        return known(view.get(context.getName()), view, context);
      }
      return context
          .evaluate(context.getParams().getFirst())
          .thenCompose(argument -> known(call(view, context, argument), view, context));
    }

    private static Object call(View view, EvalContext context, Object argument) {
      try {
        return view.call(context.getName(), argument);
      } catch (Refusal e) {
        throw e.askedAt(context.getParams().getFirst().getOrigin());
      }
    }

    private static CompletionStage<Object> known(Object value, View view, EvalContext context) {
      if (value == View.UNKNOWN) {
        Budget.current().missed(view, context.getName());
        return Results.notFound(context);
      }
      return value(value);
    }
  }

  /** An author's own map: a key that it does not have is no value, so that it can be asked for. */
  private static final class OfMap implements ValueResolver {
    @Override
    public boolean appliesTo(EvalContext context) {
      return context.getBase() instanceof Map<?, ?>
          && isName(context.getName())
          && (context.getParams().isEmpty()
              || (context.getParams().size() == 1
                  && (context.getName().equals("get") || context.getName().equals("containsKey"))));
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
      Map<?, ?> map = (Map<?, ?>) context.getBase();
      if (context.getParams().isEmpty()) {
        return value(property(map, context.getName()));
      }
      boolean get = context.getName().equals("get");
      return context
          .evaluate(context.getParams().getFirst())
          .thenCompose(key -> value(get ? map.get(key) : (Object) map.containsKey(key)));
    }

    private static Object property(Map<?, ?> map, String name) {
      if (map.containsKey(name)) {
        return map.get(name);
      }
      return switch (name) {
        case "keys", "keySet" -> map.keySet();
        case "values" -> map.values();
        case "entrySet" -> map.entrySet();
        case "size" -> map.size();
        case "isEmpty", "empty" -> map.isEmpty();
        default -> null;
      };
    }
  }

  /** Nothing of nothing is nothing: {@code page.date.year} of a page without date. */
  private static final class OfNothing implements ValueResolver {
    @Override
    public boolean appliesTo(EvalContext context) {
      return context.getBase() == Nothing.NOTHING
          && context.getParams().isEmpty()
          && isName(context.getName())
          && !context.getName().equals("this")
          && !context.getName().equals("raw");
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
      return switch (context.getName()) {
        case "size" -> CompletedStage.of(0);
        case "isEmpty", "empty" -> Results.TRUE;
        default -> CompletedStage.of(Nothing.NOTHING);
      };
    }
  }

  /** {@code text.raw} is not escaped. */
  private static final class Raw implements ValueResolver {
    @Override
    public boolean appliesTo(EvalContext context) {
      Object base = context.getBase();
      return context.getName().equals("raw")
          && (base instanceof CharSequence || base instanceof RawString || base instanceof Number);
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
      Object base = context.getBase();
      return CompletedStage.of(base == Nothing.NOTHING ? base : new RawString(base.toString()));
    }
  }

  /** {@code a ?: b}, {@code a or b}, and the end of {@code a ? b : c}. */
  private static final class Otherwise implements ValueResolver {
    @Override
    public boolean appliesTo(EvalContext context) {
      return context.getParams().size() == 1
          && switch (context.getName()) {
            case "?:", "or", ":" -> true;
            default -> false;
          };
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
      Object base = context.getBase();
      return base == null || base == Nothing.NOTHING || Results.isNotFound(base)
          ? context.evaluate(context.getParams().getFirst())
          : CompletedStage.of(base);
    }
  }
}
