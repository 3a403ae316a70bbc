package io.pressroom.builder.render;

import java.util.Collections;
import java.util.Iterator;

/**
 * A value that is not there, as templates see it: false, empty, printed as nothing, looped over not
 * once. Qute's own null cannot be told from the absence of a scope.
 */
final class Nothing implements CharSequence, Iterable<Object> {
  static final Nothing NOTHING = new Nothing();

  private Nothing() {}

  @Override
  public int length() {
    return 0;
  }

  @Override
  public char charAt(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return "".subSequence(start, end);
  }

  @Override
  public Iterator<Object> iterator() {
    return Collections.emptyIterator();
  }

  @Override
  public String toString() {
    return "";
  }
}
