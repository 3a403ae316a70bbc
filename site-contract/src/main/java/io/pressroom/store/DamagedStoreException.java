package io.pressroom.store;

import java.io.IOException;

/**
 * What lies in the store is not what its name or its format promises. The message says which file
 * and what is wrong with it; whoever was loading keeps what it had.
 */
public final class DamagedStoreException extends IOException {

  private static final long serialVersionUID = 1;

  DamagedStoreException(String reason) {
    super(reason);
  }

  DamagedStoreException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
