package dev.muster.web.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What proxies wrote about the way of a request: a node per hop, in order, not read yet. */
final class ForwardedHops {
  private ForwardedHops() {}

  /** Of {@code X-Forwarded-For}: nodes with commas between. */
  static List<String> ofList(List<String> lines) {
    List<String> hops = new ArrayList<>();
    for (String line : lines) {
      hops.addAll(split(line, ','));
    }
    return hops;
  }

  /** Of {@code Forwarded}: an element without {@code for} is a hop that nobody knows. */
  static List<String> ofElements(List<String> lines) {
    List<String> hops = new ArrayList<>();
    for (String line : lines) {
      for (String element : split(line, ',')) {
        hops.add(node(element));
      }
    }
    return hops;
  }

  private static String node(String element) {
    String found = "";
    for (String pair : split(element, ';')) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals("for")) {
        if (!found.isEmpty()) {
          return "";
        }
        found = pair.substring(equals + 1);
      }
    }
    return found;
  }

  /** Splits where the separator is not inside of quotes. */
  private static List<String> split(String line, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(line.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(line.substring(start));
    return parts;
  }
}
