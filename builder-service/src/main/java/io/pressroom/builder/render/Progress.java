package io.pressroom.builder.render;

/** Is told how far a rendering is, by many threads at once and not always in order. */
@FunctionalInterface
public interface Progress {
  Progress IGNORED = (done, total) -> {};

  void rendered(int done, int total);
}
