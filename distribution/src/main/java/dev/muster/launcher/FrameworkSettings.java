package dev.muster.launcher;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** What the framework and the bundles that are not ours are told. Every bound is named here. */
final class FrameworkSettings {
  /** What was to be answered has been, or is given up. */
  private static final int SERVER_STOP_MILLIS = 200;

  /** For the server itself: accepting, reading, writing, and saying that the process lives. */
  private static final int SERVER_THREADS = 16;

  /** SLF4J 2 serves callers of 1.7 as well, but some of those bundles refuse its version. */
  private static final String LOGGING_PACKAGES =
      Stream.of("2.0.20", "1.7.36")
          .flatMap(
              version ->
                  Stream.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
                      .map(name -> name + ";version=" + version))
          .collect(Collectors.joining(",", "", ",org.osgi.service.log;version=1.5.0"));

  /** What the launcher and the bundles say to each other. */
  private static final String LAUNCH_PACKAGE = "dev.muster.launch;version=1.0.0";

  private FrameworkSettings() {}

  static Map<String, String> of(Settings settings) {
    Map<String, String> map = new HashMap<>(settings.frameworkProperties());
    map.put(Constants.FRAMEWORK_STORAGE, settings.dataDir().resolve("cache").toString());
    map.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    map.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    map.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(StartLevels.LISTENER));
    map.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, LOGGING_PACKAGES + "," + LAUNCH_PACKAGE);
    map.put("ds.loglevel", "2");
    // The server does not start without a connector of its own: the web bundle's takes its place
    // before anybody is let in (dev.muster.web.server.HttpListener).
    map.put("org.apache.felix.http.host", "127.0.0.1");
    map.put("org.osgi.service.http.port", "0");
    map.put(
        "org.apache.felix.http.jetty.threadpool.max",
        Integer.toString(settings.httpThreads() + SERVER_THREADS));
    // The product reads paths itself, more strictly, and answers what it refuses as it answers all.
    map.put("org.eclipse.jetty.UriComplianceMode", "UNSAFE");
    map.put("org.apache.felix.jetty.stopTimeout", Integer.toString(SERVER_STOP_MILLIS));
    return map;
  }
}
