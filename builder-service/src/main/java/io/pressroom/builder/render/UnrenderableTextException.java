package io.pressroom.builder.render;

/** A page's text cannot be rendered, through no fault of ours. The place counts from 1. */
final class UnrenderableTextException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String title;
  private final String hint;
  private final int line;
  private final int column;

  UnrenderableTextException(String title, int line, int column, String detail, String hint) {
    super(detail);
    this.title = title;
    this.hint = hint;
    this.line = line;
    this.column = column;
  }

  String title() {
    return title;
  }

  String hint() {
    return hint;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }
}
