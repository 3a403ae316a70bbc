package io.pressroom.server;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Says why the service could not start: one line that says what to do, where we know what. */
final class StartFailure {

  private StartFailure() {}

  static String explain(Throwable failure) {
    Throwable cause = failure;
    while (true) {
      if (cause instanceof QuarkusBindException taken) {
        return portTaken(taken);
      }
      if (cause instanceof ConfigValidationException invalid) {
        return settings(invalid);
      }
      if (cause instanceof ConfigurationException) {
        return "A setting is wrong: " + cause.getMessage();
      }
      if (cause.getCause() == null || cause.getCause() == cause) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return "Cannot start, and this should not happen: " + trace;
      }
      cause = cause.getCause();
    }
  }

  private static String portTaken(QuarkusBindException taken) {
    return "Port %d on %s is taken: stop the program that listens there, or choose another port (%s)"
        .formatted(
            taken.getPort(),
            taken.getHost(),
            taken.getPort() == managementPort()
                ? "QUARKUS_MANAGEMENT_PORT"
                : "--port, QUARKUS_HTTP_PORT");
  }

  private static int managementPort() {
    return org.eclipse.microprofile.config.ConfigProvider.getConfig()
        .getOptionalValue("quarkus.management.port", Integer.class)
        .orElse(0);
  }

  private static String settings(ConfigValidationException invalid) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < invalid.getProblemCount(); i++) {
      problems.add(invalid.getProblem(i).getMessage().replaceFirst("^[\\w.]+Exception: ", ""));
    }
    return "A setting is wrong: " + String.join("; ", problems);
  }
}
