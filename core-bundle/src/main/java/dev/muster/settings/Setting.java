package dev.muster.settings;

import static dev.muster.settings.SettingRules.anything;
import static dev.muster.settings.SettingRules.numberFrom;
import static dev.muster.settings.SettingRules.oneOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A key of {@code conf/muster.properties}.
 *
 * @param key as it stands in the file
 * @param fallback what counts where nothing is set; empty where that is nothing, or follows from
 *     other settings
 * @param rule what is wrong with a value, which is neither blank nor padded
 */
public record Setting(
    String key, Optional<String> fallback, Function<String, Optional<WrongValue>> rule) {

  /** Every setting with a key of its own, in the order in which problems are reported. */
  public static final List<Setting> ALL =
      List.of(
          of("http.host", "0.0.0.0", anything()),
          of("http.port", "8080", numberFrom(0, 65_535)),
          of("http.threads", "64", numberFrom(8, 1_000)),
          of("http.connections.per.address", "256", numberFrom(8, 100_000)),
          of("stop.grace", "2", numberFrom(0, 5)),
          of("start.timeout", "120", numberFrom(1, 600)),
          of("public.url", "", SettingRules::origin),
          of("data.dir", "data", SettingRules::path),
          of("plugins.dir", "plugins", SettingRules::path),
          of("master.key.file", "", SettingRules::path),
          of("database.url", "", SettingRules::database),
          of("database.user", "", anything()),
          of("database.password", "", anything()),
          of("plugins.trust", "any", oneOf("any", "signed")),
          of("plugins.upload", "false", oneOf("true", "false")),
          of("outgoing.address", "", SettingRules::addresses),
          of("outgoing.private.addresses", "false", oneOf("true", "false")),
          of("log.format", "json", oneOf("json", "text")),
          of("log.level", "INFO", oneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR")),
          of("smtp.url", "", SettingRules::smtp),
          of("smtp.from", "", SettingRules::mailbox),
          of("trusted.proxies", "", SettingRules::networks),
          of("secrets.keeper", "", SettingRules::keeper),
          of("admin.password", "", anything()),
          of("admin.token", "", SettingRules::token),
          of("password.min.length", "10", numberFrom(8, 64)),
          of("audit.retention", "400d", SettingRules::duration),
          of("statistics.retention", "400d", SettingRules::duration),
          of("war-rooms.retention", "730d", SettingRules::duration),
          of("reconciliation.calls.per.second", "10", numberFrom(1, 100)),
          of("signin.policies.required", "", SettingRules::symbolicNames));

  private static final Map<String, Setting> BY_KEY =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::key, setting -> setting));

  private static Setting of(
      String key, String fallback, Function<String, Optional<WrongValue>> rule) {
    return new Setting(key, Optional.of(fallback).filter(value -> !value.isEmpty()), rule);
  }

  /** The keys of all of them. */
  public static Set<String> keys() {
    return BY_KEY.keySet();
  }

  /** The setting of a key; empty for keys of platforms, hooks and loggers, and unknown ones. */
  public static Optional<Setting> find(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /**
   * What is wrong with a value.
   *
   * @param key a key, also one that is not in the table: of that nothing is wrong
   * @param value neither blank nor padded
   */
  public static Optional<WrongValue> problem(String key, String value) {
    return find(key).flatMap(setting -> setting.rule.apply(value));
  }
}
