package io.pressroom.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopTest {

  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger LIBRARY = Logger.getLogger("org.example.library");

  private final List<String> said = new ArrayList<>();
  private final Map<Handler, Level> levels = new HashMap<>();
  private final Handler terminal =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (isLoggable(record)) {
            said.add(record.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    ROOT.addHandler(terminal);
    for (Handler handler : ROOT.getHandlers()) {
      levels.put(handler, handler.getLevel());
    }
  }

  @AfterEach
  void restore() {
    levels.forEach(Handler::setLevel);
    ROOT.removeHandler(terminal);
  }

  @Test
  void whatLibrariesComplainOfWhileTheyAreTakenDownIsNotTold() {
    LIBRARY.severe("serving");
    Stop.sayNoMore();
    LIBRARY.log(Level.SEVERE, "executor terminated", new IllegalStateException());
    assertEquals(List.of("serving"), said);
  }
}
