package io.pressroom.builder.render;

import io.quarkus.qute.Evaluator;
import io.quarkus.qute.Expression;
import io.quarkus.qute.IncludeSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.Mapper;
import io.quarkus.qute.ResolutionContext;
import io.quarkus.qute.ResultNode;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionBlock;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import io.quarkus.qute.SetSectionHelper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Qute's {@code for} and {@code include}, watched, and its {@code let}, made cheap: every turn of a
 * loop and every inclusion is counted in the {@link Budget} of the output, which also hears what is
 * included.
 */
final class WatchedSections {
  private WatchedSections() {}

  static final class Loop extends Watched<LoopSectionHelper> {
    Loop(LoopSectionHelper.Factory factory) {
      super(factory);
    }

    @Override
    public SectionHelper initialize(SectionInitContext context) {
      LoopSectionHelper loop = factory.initialize(context);
      Origin origin = context.getOrigin();
      return resolution -> loop.resolve(new CountedTurns(resolution, origin));
    }
  }

  static final class Include extends Watched<IncludeSectionHelper> {
    Include(IncludeSectionHelper.Factory factory) {
      super(factory);
    }

    @Override
    public SectionHelper initialize(SectionInitContext context) {
      String name = context.getParameter("template");
      if (name == null || name.startsWith("_")) {
        throw new TemplateException(
            context.getOrigin(),
            "an inclusion has to name its template, as in {#include a.html /}");
      }
      String template = unquoted(name);
      IncludeSectionHelper include = factory.initialize(context);
      Origin origin = context.getOrigin();
      return resolution -> {
        Budget budget = Budget.current();
        try {
          budget.enter(template, origin);
          return include.resolve(resolution);
        } finally {
          budget.leave();
        }
      };
    }

    /** The name without quotes, and without the fragment that a dollar sign begins. */
    private static String unquoted(String name) {
      String text = name.replaceAll("^['\"]|['\"]$", "");
      int fragment = text.indexOf('$');
      return fragment > 0 ? text.substring(0, fragment) : text;
    }
  }

  /**
   * A {@code let} whose values are found out when they are asked for, and once. The theme's words
   * are such values, and a page shows three or four of twenty.
   */
  static final class Let extends Watched<SetSectionHelper> {
    Let(SetSectionHelper.Factory factory) {
      super(factory);
    }

    @Override
    public SectionHelper initialize(SectionInitContext context) {
      Map<String, Expression> given = new HashMap<>();
      for (String name : context.getParameters().keySet()) {
        if (name.endsWith("?")) {
          return factory.initialize(context); // a default, for which Qute asks what is known
        }
        given.put(name, context.getExpression(name));
      }
      return resolution -> {
        ResolutionContext outside = resolution.resolutionContext();
        return resolution.execute(outside.createChild(new Given(given, outside), null));
      };
    }
  }

  private record Given(
      Map<String, Expression> expressions,
      ResolutionContext outside,
      Map<String, CompletionStage<Object>> known)
      implements Mapper {

    Given(Map<String, Expression> expressions, ResolutionContext outside) {
      this(expressions, outside, new HashMap<>());
    }

    @Override
    public boolean appliesTo(String name) {
      return expressions.containsKey(name);
    }

    @Override
    public CompletionStage<Object> getAsync(String name) {
      CompletionStage<Object> value = known.get(name);
      if (value == null) {
        value = outside.evaluate(expressions.get(name));
        known.put(name, value);
      }
      return value;
    }

    @Override
    public Set<String> mappedKeys() {
      return expressions.keySet();
    }
  }

  /** A factory that is another one in all but the helpers that it makes. */
  private abstract static class Watched<T extends SectionHelper>
      implements SectionHelperFactory<SectionHelper> {
    final SectionHelperFactory<T> factory;

    Watched(SectionHelperFactory<T> factory) {
      this.factory = factory;
    }

    @Override
    public List<String> getDefaultAliases() {
      return factory.getDefaultAliases();
    }

    @Override
    public ParametersInfo getParameters() {
      return factory.getParameters();
    }

    @Override
    public List<String> getBlockLabels() {
      return factory.getBlockLabels();
    }

    @Override
    public boolean cacheFactoryConfig() {
      return factory.cacheFactoryConfig();
    }

    @Override
    public boolean treatUnknownSectionsAsBlocks() {
      return factory.treatUnknownSectionsAsBlocks();
    }

    @Override
    public Scope initializeBlock(Scope outer, BlockInfo block) {
      return factory.initializeBlock(outer, block);
    }

    @Override
    public MissingEndTagStrategy missingEndTagStrategy() {
      return factory.missingEndTagStrategy();
    }
  }

  private record CountedTurns(SectionHelper.SectionResolutionContext context, Origin loop)
      implements SectionHelper.SectionResolutionContext {
    @Override
    public CompletionStage<Map<String, Object>> evaluate(Map<String, Expression> expressions) {
      return context.evaluate(expressions);
    }

    @Override
    public CompletionStage<Object> evaluate(Expression expression) {
      return context.evaluate(expression);
    }

    @Override
    public ResolutionContext resolutionContext() {
      return new CheckedNumbers(context.resolutionContext(), loop);
    }

    @Override
    public ResolutionContext newResolutionContext(
        Object data, Map<String, SectionBlock> extendingBlocks) {
      return context.newResolutionContext(data, extendingBlocks);
    }

    @Override
    public CompletionStage<ResultNode> execute(SectionBlock block, ResolutionContext resolution) {
      Budget.current().step(loop);
      return context.execute(block, resolution);
    }

    @Override
    public Map<String, Object> getParameters() {
      return context.getParameters();
    }
  }

  /** Refuses a number as what is looped over before Qute makes a list of so many numbers. */
  private record CheckedNumbers(ResolutionContext context, Origin loop)
      implements ResolutionContext {
    @Override
    public CompletionStage<Object> evaluate(Expression expression) {
      return context.evaluate(expression).thenApply(this::check);
    }

    private Object check(Object value) {
      if (value instanceof Number number && number.longValue() > Budget.MAX_STEPS) {
        throw Budget.current().tooManyTurns(loop);
      }
      return value;
    }

    @Override
    public CompletionStage<Object> evaluate(String expression) {
      return context.evaluate(expression);
    }

    @Override
    public ResolutionContext createChild(Object data, Map<String, SectionBlock> extendingBlocks) {
      return context.createChild(data, extendingBlocks);
    }

    @Override
    public Object getData() {
      return context.getData();
    }

    @Override
    public ResolutionContext getParent() {
      return context.getParent();
    }

    @Override
    public SectionBlock getExtendingBlock(String name) {
      return context.getExtendingBlock(name);
    }

    @Override
    public SectionBlock getCurrentExtendingBlock(String name) {
      return context.getCurrentExtendingBlock(name);
    }

    @Override
    public Object getAttribute(String key) {
      return context.getAttribute(key);
    }

    @Override
    public Template getTemplate() {
      return context.getTemplate();
    }

    @Override
    public Evaluator getEvaluator() {
      return context.getEvaluator();
    }
  }
}
