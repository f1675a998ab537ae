package dev.muster.core.settings;

import dev.muster.spi.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads single settings; a value that is not set is empty, one that is wrong ends the start. */
final class SettingValues {
  private static final Pattern CIDR =
      Pattern.compile("([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/([0-9]{1,3})");

  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,6})([dhms])");

  private final Function<String, Optional<String>> raw;

  SettingValues(Function<String, Optional<String>> raw) {
    this.raw = raw;
  }

  Optional<String> text(String key) {
    return raw.apply(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  Optional<Secret> secret(String key) {
    return text(key).map(Secret::of);
  }

  /** Never the value itself in the message: it is a secret, if a bad one. */
  Optional<Secret> secret(String key, int least) {
    Optional<Secret> value = secret(key);
    if (value.map(secret -> secret.reveal().length() < least).orElse(false)) {
      throw new SettingException(
          key, "is too short", "give at least " + least + " characters, made at random");
    }
    return value;
  }

  Duration duration(String key, Duration fallback) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return fallback;
    }
    Matcher matcher = DURATION.matcher(value.get());
    if (!matcher.matches()) {
      throw new SettingException(
          key, "is '" + value.get() + "'", "give a time such as 400d, 36h, 30m or 10s");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "d" -> Duration.ofDays(number);
      case "h" -> Duration.ofHours(number);
      case "m" -> Duration.ofMinutes(number);
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

  Path path(String key, Path fallback) {
    Optional<String> value = text(key);
    try {
      return value.map(Path::of).orElse(fallback).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new SettingException(key, "is '" + value.orElse("") + "'", "give a path");
    }
  }

  URI origin(String key, String fallback) {
    String value = text(key).orElse(fallback);
    try {
      URI url = new URI(value);
      String scheme = url.getScheme();
      boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
      boolean bare =
          url.getRawPath() != null
              && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
              && url.getRawQuery() == null
              && url.getRawFragment() == null
              && url.getRawUserInfo() == null;
      if (web && bare && url.getHost() != null) {
        return new URI(
            scheme.toLowerCase(Locale.ROOT), null, url.getHost(), url.getPort(), null, null, null);
      }
    } catch (URISyntaxException e) {
      // the sentence below says what would be right
    }
    throw new SettingException(
        key,
        "is '" + value + "'",
        "give the address that browsers see, as https://host or https://host:port");
  }

  List<String> names(String key) {
    return Stream.of(text(key).orElse("").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  List<String> networks(String key) {
    List<String> networks = new ArrayList<>();
    Optional<String> value = text(key);
    for (String part : value.isEmpty() ? new String[0] : value.get().split(",", -1)) {
      String network = part.strip();
      Matcher matcher = CIDR.matcher(network);
      boolean ok =
          matcher.matches()
              && Integer.parseInt(matcher.group(2))
                  <= (matcher.group(1).indexOf(':') >= 0 ? 128 : 32);
      if (!ok) {
        throw new SettingException(
            key, "has '" + network + "'", "give networks as 10.0.0.0/8, with commas between");
      }
      networks.add(network);
    }
    return List.copyOf(networks);
  }
}
