package dev.muster.core.settings;

import dev.muster.settings.AddressRange;
import dev.muster.settings.Setting;
import dev.muster.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads single settings; a value that is not set is empty, one that is wrong ends the start. */
final class SettingValues {
  private final Function<String, Optional<String>> raw;

  SettingValues(Function<String, Optional<String>> raw) {
    this.raw = raw;
  }

  /** What is set, or the default. */
  Optional<String> text(String key) {
    Optional<String> value = raw.apply(key).map(String::strip).filter(each -> !each.isEmpty());
    value
        .flatMap(each -> Setting.problem(key, each))
        .ifPresent(
            wrong -> {
              throw new SettingException(key, wrong.found(), wrong.remedy());
            });
    return value.or(() -> Setting.find(key).flatMap(Setting::fallback));
  }

  Optional<Secret> secret(String key) {
    return text(key).map(Secret::of);
  }

  Duration duration(String key) {
    String value = text(key).orElseThrow();
    int last = value.length() - 1;
    long number = Long.parseLong(value.substring(0, last));
    return switch (value.charAt(last)) {
      case 'd' -> Duration.ofDays(number);
      case 'h' -> Duration.ofHours(number);
      case 'm' -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }

  boolean flag(String key) {
    String value = text(key).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new SettingException(key, "is '" + value + "'", "give true or false");
    }
    return value.equals("true");
  }

  Path path(String key, String fallback) {
    return Path.of(text(key).orElse(fallback)).toAbsolutePath().normalize();
  }

  URI origin(String key, String fallback) {
    return URI.create(text(key).orElse(fallback).replaceFirst("/$", ""));
  }

  List<AddressRange> ranges(String key) {
    return names(key).stream().flatMap(range -> AddressRange.of(range).stream()).toList();
  }

  List<String> names(String key) {
    return Stream.of(text(key).orElse("").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
