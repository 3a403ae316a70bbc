package io.pressroom.server.live;

import io.pressroom.message.Message;
import io.pressroom.server.load.LoadedRelease;
import io.pressroom.store.Difference;

/** Where what browsers should know goes in. */
public interface Live {

  /** Another release is served. */
  void swapped(LoadedRelease release, Difference difference);

  /** The builder said something. */
  void tell(Message message);

  /** Ends all streams. */
  void close();

  /** How many browsers listen. */
  int streams();

  /** Live reload switched off. */
  Live OFF =
      new Live() {
        @Override
        public void swapped(LoadedRelease release, Difference difference) {}

        @Override
        public void tell(Message message) {}

        @Override
        public void close() {}

        @Override
        public int streams() {
          return 0;
        }
      };
}
