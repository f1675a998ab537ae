package dev.muster.launcher;

import ch.qos.logback.classic.Level;
import dev.muster.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns raw settings into {@link Settings}, or says of each key that is wrong why it is. */
final class SettingsReader {
  private static final Pattern PLATFORM_KEY = Pattern.compile("platform\\.[^.]+\\..+");
  private static final Pattern HOOK_KEY = Pattern.compile("hook\\.[^.]+\\..+");
  private final Home home;
  private final boolean demo;
  private final Map<String, String> raw;
  private final Map<String, String> values = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  private SettingsReader(Home home, boolean demo, Map<String, String> raw) {
    this.home = home;
    this.demo = demo;
    this.raw = raw;
  }

  static SettingsReading read(
      Home home, Map<String, String> file, Map<String, String> environment, boolean demo) {
    Map<String, String> raw = SettingsSources.merge(file, environment, Setting.keys());
    return new SettingsReader(home, demo, raw).read();
  }

  private SettingsReading read() {
    for (Setting setting : Setting.ALL) {
      check(setting.key(), setting.key());
    }
    if (raw.containsKey("smtp.url") && !raw.containsKey("smtp.from")) {
      wrong("smtp.from", "is not set", "give the address that mails come from, or no smtp.url");
    }
    values.putAll(raw);
    if (demo) {
      values.put("http.host", "127.0.0.1");
      values.putIfAbsent("stop.grace", "0");
      values.putIfAbsent("log.format", "text");
    }
    for (Setting setting : Setting.ALL) {
      setting.fallback().ifPresent(value -> values.putIfAbsent(setting.key(), value));
    }
    logLevels();
    unknownKeys();
    return problems.isEmpty()
        ? new SettingsReading.Valid(settings(), warnings)
        : new SettingsReading.Invalid(problems);
  }

  private Settings settings() {
    int port = number("http.port");
    URI publicUrl =
        URI.create(value("public.url", "http://localhost:" + port).replaceFirst("/$", ""));
    values.computeIfPresent("public.url", (key, value) -> publicUrl.toString());
    if (demo) {
      DemoDefaults.add(values, port, publicUrl);
    }
    Path data = path("data.dir", "data");
    return new Settings(
        home,
        demo,
        value("http.host", ""),
        port,
        number("http.threads"),
        publicUrl,
        data,
        path("plugins.dir", "plugins"),
        value("database.url", ""),
        path("master.key.file", data.resolve("master.key").toString()),
        number("start.timeout"),
        values);
  }

  private String value(String key, String fallback) {
    return values.getOrDefault(key, fallback);
  }

  private int number(String key) {
    return Integer.parseInt(value(key, ""));
  }

  private Path path(String key, String fallback) {
    Path path = home.resolve(value(key, fallback));
    values.put(key, path.toString());
    return path;
  }

  /** Judges what is set for a key by the rule of a setting. */
  private void check(String key, String rule) {
    String value = raw.get(key);
    if (value != null) {
      Setting.problem(rule, value).ifPresent(wrong -> wrong(key, wrong.found(), wrong.remedy()));
    }
  }

  /** What libraries may write is bounded, see {@link LibraryLoggers}. */
  private void logLevels() {
    if (isBelowLeast(values.get("log.level"))) {
      warnings.add(
          new Problem(
              "log.level",
              "is " + values.get("log.level") + ", libraries stay at INFO",
              "below it they write tokens, passwords and cookies into the log"));
    }
    for (String key : raw.keySet()) {
      if (key.startsWith(LogSetup.LEVEL_OF)) {
        check(key, "log.level");
        boolean library = LibraryLoggers.include(key.substring(LogSetup.LEVEL_OF.length()));
        if (library && isBelowLeast(values.get(key))) {
          warnings.add(
              new Problem(
                  key,
                  "is " + values.get(key) + ", and was raised to INFO",
                  "below it this library writes tokens, passwords and cookies into the log"));
          values.put(key, "INFO");
        }
      }
    }
  }

  private static boolean isBelowLeast(@Nullable String level) {
    return !Level.toLevel(level, LibraryLoggers.LEAST).isGreaterOrEqual(LibraryLoggers.LEAST);
  }

  private void unknownKeys() {
    for (String key : raw.keySet()) {
      boolean known =
          Setting.keys().contains(key)
              || PLATFORM_KEY.matcher(key).matches()
              || HOOK_KEY.matcher(key).matches()
              || key.startsWith(LogSetup.LEVEL_OF);
      if (!known) {
        warnings.add(new Problem(key, "is not a setting of this version", "is it misspelt?"));
      }
    }
  }

  private void wrong(String key, String found, String remedy) {
    problems.add(
        new Problem(
            key,
            found,
            remedy + " (in conf/muster.properties or as " + SettingsSources.variable(key) + ")"));
  }
}
