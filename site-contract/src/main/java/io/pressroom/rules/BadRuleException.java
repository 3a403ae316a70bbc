package io.pressroom.rules;

/** A line that is no rule. Its message says why; its hint, which may be empty, what to do. */
final class BadRuleException extends Exception {

  private static final long serialVersionUID = 1;

  private final String hint;

  BadRuleException(String detail, String hint) {
    super(detail);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }
}
