package io.pressroom.builder.render;

import java.util.AbstractList;

/**
 * A value that is not there, as templates see it: false, empty, printed as nothing. Qute's own null
 * cannot be told from the absence of a scope.
 */
final class Nothing extends AbstractList<Object> {
  static final Nothing NOTHING = new Nothing();

  private Nothing() {}

  @Override
  public Object get(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public String toString() {
    return "";
  }
}
