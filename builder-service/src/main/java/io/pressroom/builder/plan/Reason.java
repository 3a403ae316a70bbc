package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;

/** Why an output is made in this build. {@code toString} is the sentence that a person reads. */
public sealed interface Reason {

  /** The last release has no such output. */
  record New() implements Reason {
    @Override
    public String toString() {
      return "new";
    }
  }

  /** The answer to something that its last rendering asked is another one now. */
  record Changed(Key key) implements Reason {
    @Override
    public String toString() {
      return key + " changed";
    }
  }

  /** Something that its last rendering asked for is there now and was not then. */
  record Came(Key key) implements Reason {
    @Override
    public String toString() {
      return key + " is new";
    }
  }

  /** Something that its last rendering asked for is not there any more. */
  record Gone(Key key) implements Reason {
    @Override
    public String toString() {
      return key + " is gone";
    }
  }

  /** Its path was made from something else the last time. */
  record MadeFromElse(Output before) implements Reason {
    @Override
    public String toString() {
      return "made from something else before";
    }
  }

  /** A file could not be read the last time, and now it can. */
  record Mended(ContentPath file) implements Reason {
    @Override
    public String toString() {
      return file.value() + " was mended";
    }
  }

  /** The last attempt failed for a reason outside of the content, a disk for example. */
  record Retried() implements Reason {
    @Override
    public String toString() {
      return "failed before";
    }
  }

  /** The last release was made by another Pressroom or another default theme. */
  record OtherProgram() implements Reason {
    @Override
    public String toString() {
      return "made by another version of Pressroom";
    }
  }
}
