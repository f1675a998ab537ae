package dev.muster.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code run} and {@code demo}: in the foreground until the process is told to stop. */
final class RunCommand {
  private RunCommand() {}

  static void run(SettingsReading.Valid reading) throws StartFailure, InterruptedException {
    Settings settings = reading.settings();
    List<Problem> problems = new Preflight(settings).problems();
    if (!problems.isEmpty()) {
      throw StartFailure.of(problems);
    }
    DataLock lock =
        DataLock.makeAndTake(settings.dataDir())
            .orElseThrow(
                () ->
                    new StartFailure(
                        "data.dir: "
                            + settings.dataDir()
                            + " is in use by another running Muster; stop that one or give another"
                            + " folder"));
    LogSetup.apply(settings);
    Logger log = LoggerFactory.getLogger("muster");
    reading.warnings().forEach(warning -> log.warn("{}", warning));

    Node node = new Node(settings);
    StartTimeout timeout =
        new StartTimeout(
            Duration.ofSeconds(settings.startTimeoutSeconds()),
            StartTimeout.BETWEEN_LINES,
            node::waitingFor,
            Main::end);
    Map<String, String> missing;
    try {
      missing = node.start();
    } catch (StartFailure e) {
      if (!timeout.ready()) {
        return; // the process is ending, with a line of its own
      }
      node.stop();
      throw e;
    }
    if (!timeout.ready()) {
      return;
    }
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, log), "muster-stop"));
    } catch (IllegalStateException askedToEndWhileStarting) {
      stop(node, log);
      return;
    }
    node.open();
    if (missing.isEmpty()) {
      log.info(
          "ready at {} after {} ms", settings.publicUrl(), StartTimeout.processAge().toMillis());
    } else {
      log.error("started at {}, but not ready: {}", settings.publicUrl(), missing.values());
    }
    if (settings.demo()) {
      System.out.print(DemoDefaults.banner(settings));
    }
    node.awaitStop();
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("the lock on {} is left to the system", settings.dataDir(), e);
    }
  }

  private static void stop(Node node, Logger log) {
    log.info("stopping");
    node.stop();
    log.info("stopped");
  }
}
