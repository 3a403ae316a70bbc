package io.pressroom.builder.render;

import io.pressroom.message.Problem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The templates that had to be stopped in one build. An output whose template never ends costs
 * seconds, and a thousand of them would cost an hour: after a few, those that are left are not
 * tried with that template in this build. They keep what they had, as do all that fail, and the
 * next build tries them again, so that one for which the template does end is only later.
 */
final class StoppedTemplates {

  /** Stopped so often, a template is not tried again in the same build. */
  static final int ENOUGH = 3;

  private final Map<String, Integer> stops = new ConcurrentHashMap<>();

  /**
   * Fills in the template of one output.
   *
   * @throws Refusal if it cannot be filled in, or was stopped too often before
   */
  String watch(String template, Supplier<String> work) {
    if (stops.getOrDefault(template, 0) >= ENOUGH) {
      throw Refusal.forNow(
          Problem.in(
                  Templates.FOLDER + template,
                  "Template not tried any more",
                  "it was stopped %d times in this build, so what else it makes stays as it was"
                      .formatted(ENOUGH))
              .withHint("mend what makes it stop; the next build tries the others"));
    }
    try {
      return work.get();
    } catch (Refusal e) {
      if (e.isOfStoppedTemplate()) {
        stops.merge(template, 1, Integer::sum);
      }
      throw e;
    }
  }
}
