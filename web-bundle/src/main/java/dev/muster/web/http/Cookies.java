package dev.muster.web.http;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a browser sent of cookies, as far as {@link Limits} allow.
 *
 * @param lines its {@code Cookie} headers
 */
record Cookies(List<String> lines) {
  /** See {@link Request#cookie}. */
  <T> Optional<T> open(String name, Function<String, Optional<T>> open) {
    Optional<T> found = Optional.empty();
    for (String value : values(name)) {
      Optional<T> opened = open.apply(value);
      if (opened.isPresent()) {
        if (found.isPresent()) {
          return Optional.empty();
        }
        found = opened;
      }
    }
    return found;
  }

  private Set<String> values(String name) {
    Set<String> values = new LinkedHashSet<>();
    for (String line : lines) {
      if (line.length() > Limits.COOKIE_CHARACTERS) {
        return Set.of();
      }
      int start = 0;
      while (start < line.length() && values.size() < Limits.COOKIES_OF_A_NAME) {
        int end = line.indexOf(';', start);
        if (end < 0) {
          end = line.length();
        }
        while (start < end && line.charAt(start) == ' ') {
          start++;
        }
        int equals = start + name.length();
        if (equals < end && line.charAt(equals) == '=' && line.startsWith(name, start)) {
          values.add(line.substring(equals + 1, end).strip());
        }
        start = end + 1;
      }
    }
    return values;
  }

  /** See {@link Request#cookies}. */
  Map<String, Integer> lengths(String prefix) {
    Map<String, Integer> found = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.length() > Limits.COOKIE_CHARACTERS) {
        return Map.of();
      }
      for (String pair : line.split(";", -1)) {
        String cookie = pair.strip();
        int equals = cookie.indexOf('=');
        if (equals > 0 && cookie.startsWith(prefix)) {
          found.put(cookie.substring(0, equals), cookie.length());
        }
      }
    }
    return found;
  }
}
