package dev.muster.launcher;

import ch.qos.logback.classic.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns raw settings into {@link Settings}, or says of each key that is wrong why it is. */
final class SettingsReader {
  static final Set<String> KNOWN =
      Set.of(
          "http.host",
          "http.port",
          "http.threads",
          "http.connections.per.address",
          "public.url",
          "data.dir",
          "plugins.dir",
          "database.url",
          "database.user",
          "database.password",
          "master.key.file",
          "admin.password",
          "admin.token",
          "audit.retention",
          "plugins.trust",
          "plugins.upload",
          "trusted.proxies",
          "outgoing.private.addresses",
          "secrets.keeper",
          "signin.policies.required",
          "log.format",
          "log.level",
          "start.timeout",
          "stop.grace");

  private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");
  private static final Pattern PLATFORM_KEY = Pattern.compile("platform\\.[^.]+\\..+");
  private static final Pattern HOOK_KEY = Pattern.compile("hook\\.[^.]+\\..+");
  private static final int MAX_PORT = 65_535;

  /** What listens on every address, and is none that a browser could open. */
  private static final Pattern NO_HOST = Pattern.compile("0\\.0\\.0\\.0|\\[[0:]*\\]");

  private static final Pattern KEEPER = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final Pattern DURATION = Pattern.compile("[1-9][0-9]{0,6}[dhms]");
  private static final int MIN_TOKEN = 32;
  private static final Pattern CIDR =
      Pattern.compile("([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/([0-9]{1,3})");

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
    Map<String, String> raw = SettingsSources.merge(file, environment, KNOWN);
    return new SettingsReader(home, demo, raw).read();
  }

  private SettingsReading read() {
    values.putAll(raw);
    String host = text("http.host", "0.0.0.0");
    if (demo) {
      host = "127.0.0.1";
      values.put("http.host", host);
    }
    int port = number("http.port", 8080, 0, 65_535);
    int threads = number("http.threads", 64, 8, 1_000);
    number("http.connections.per.address", 256, 8, 100_000);
    number("stop.grace", demo ? 0 : 2, 0, 5);
    int startTimeout = number("start.timeout", 120, 1, 600);
    URI publicUrl = publicUrl("http://localhost:" + port);
    if (demo) {
      DemoDefaults.add(values, port, publicUrl);
    }
    Path data = path("data.dir", "data");
    Path plugins = path("plugins.dir", "plugins");
    Path masterKey = path("master.key.file", data.resolve("master.key").toString());
    String database = database();
    choice("plugins.trust", "any", Set.of("any", "signed"));
    choice("plugins.upload", "false", Set.of("true", "false"));
    choice("outgoing.private.addresses", "false", Set.of("true", "false"));
    choice("log.format", demo ? "text" : "json", Set.of("json", "text"));
    logLevels();
    trustedProxies();
    secretKeeper();
    adminToken();
    auditRetention();
    unknownKeys();
    if (!problems.isEmpty()) {
      return new SettingsReading.Invalid(problems);
    }
    return new SettingsReading.Valid(
        new Settings(
            home,
            demo,
            host,
            port,
            threads,
            publicUrl,
            data,
            plugins,
            database,
            masterKey,
            startTimeout,
            values),
        warnings);
  }

  private String text(String key, String fallback) {
    return values.computeIfAbsent(key, k -> fallback);
  }

  private int number(String key, int fallback, int least, int most) {
    String value = text(key, Integer.toString(fallback));
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    wrong(key, "is '" + value + "'", "give a number from " + least + " to " + most);
    return fallback;
  }

  private void choice(String key, String fallback, Set<String> allowed) {
    String value = text(key, fallback);
    if (!allowed.contains(value)) {
      wrong(key, "is '" + value + "'", "give one of " + new TreeSet<>(allowed));
    }
  }

  private Path path(String key, String fallback) {
    String value = text(key, fallback);
    try {
      Path path = home.resolve(value);
      values.put(key, path.toString());
      return path;
    } catch (InvalidPathException e) {
      wrong(key, "is '" + value + "'", "give a path");
      return home.resolve(fallback);
    }
  }

  private URI publicUrl(String fallback) {
    String value = text("public.url", fallback);
    try {
      URI url = new URI(value.replaceFirst("/$", ""));
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean plain =
          url.getRawQuery() == null && url.getRawFragment() == null && url.getUserInfo() == null;
      boolean reachable =
          url.getHost() != null
              && !NO_HOST.matcher(url.getHost()).matches()
              && (url.getPort() != 0 || !raw.containsKey("public.url"))
              && url.getPort() <= MAX_PORT;
      if (web && plain && reachable && url.getRawPath().isEmpty()) {
        values.put("public.url", url.toString());
        return url;
      }
    } catch (URISyntaxException e) {
      // the sentence below says what would be right
    }
    wrong(
        "public.url",
        "is '" + value + "'",
        "give the address that browsers see, as https://host or https://host:port, without a path");
    return URI.create(fallback);
  }

  /** Empty for the embedded one, which the storage bundle finds in the data folder. */
  private String database() {
    String value = values.getOrDefault("database.url", "");
    if (!value.isEmpty() && !value.startsWith("jdbc:postgresql://")) {
      // not the value itself: people put passwords into addresses
      wrong(
          "database.url",
          "is not a supported database",
          "give jdbc:postgresql://host:port/name, or leave it out for the embedded database");
    }
    return value;
  }

  private void secretKeeper() {
    String value = values.get("secrets.keeper");
    if (value != null && !value.isBlank() && !KEEPER.matcher(value.strip()).matches()) {
      wrong(
          "secrets.keeper",
          "is '" + value + "'",
          "give the name of a keeper, lower case letters, digits and hyphens");
    }
  }

  /** The value is a secret, if a bad one: it is not repeated. */
  private void adminToken() {
    String value = values.getOrDefault("admin.token", "").strip();
    if (!value.isEmpty() && value.length() < MIN_TOKEN) {
      wrong(
          "admin.token",
          "is too short",
          "give at least " + MIN_TOKEN + " characters, made at random");
    }
  }

  private void auditRetention() {
    String value = values.getOrDefault("audit.retention", "400d").strip();
    if (!value.isEmpty() && !DURATION.matcher(value).matches()) {
      wrong("audit.retention", "is '" + value + "'", "give a time such as 400d, 36h, 30m or 10s");
    }
  }

  private void trustedProxies() {
    String value = values.get("trusted.proxies");
    if (value == null) {
      return;
    }
    for (String range : value.split(",", -1)) {
      var parts = CIDR.matcher(range.strip());
      boolean ok =
          parts.matches()
              && Integer.parseInt(parts.group(2)) <= (parts.group(1).contains(":") ? 128 : 32);
      if (!ok) {
        wrong(
            "trusted.proxies",
            "has '" + range.strip() + "'",
            "give address ranges as 10.0.0.0/8, with commas between them");
      }
    }
  }

  /** What libraries may write is bounded, see {@link LibraryLoggers}. */
  private void logLevels() {
    choice("log.level", "INFO", LEVELS);
    if (isBelowLeast(values.get("log.level"))) {
      warnings.add(
          new Problem(
              "log.level",
              "is " + values.get("log.level") + ", libraries stay at INFO",
              "below it they write tokens, passwords and cookies into the log"));
    }
    for (String key : raw.keySet()) {
      if (key.startsWith(LogSetup.LEVEL_OF)) {
        choice(key, "INFO", LEVELS);
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
          KNOWN.contains(key)
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
