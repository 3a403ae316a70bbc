package io.pressroom.server.load;

import java.io.IOException;
import java.nio.file.Path;

/** An object of the store that is missing, or is not what the manifest says. */
public final class DamagedObjectException extends IOException {

  private static final long serialVersionUID = 1;

  DamagedObjectException(String address, Path file, String reason, Throwable cause) {
    super(address + ": " + file + ": " + reason, cause);
  }
}
