package dev.muster.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A request as text, of which any bytes make one. The first line is the method and the address;
 * then come lines until an empty one, after which everything is the body as it is sent:
 *
 * <pre>
 * POST /t/acme/oauth2/token
 * Authorization: {basic}              a header
 * ?name=value                         a parameter of the address, encoded when it is sent
 * name=value                          a parameter of the form, encoded when it is sent
 * &amp;na%zzme=val+ue                     a piece of the form, sent as it is
 * </pre>
 *
 * <p>A word in braces stands for a value that is good at the moment, such as a code or the cookies
 * of somebody who is signed in.
 *
 * @param method as sent
 * @param address path and query as sent
 * @param headers in order
 * @param body as sent
 * @param used the words in braces that stood for something
 * @param sent everything that was sent, with those values
 */
record Input(
    String method,
    String address,
    List<Header> headers,
    byte[] body,
    Set<String> used,
    String sent) {
  static final String FORM = "application/x-www-form-urlencoded";

  private static final int MOST_LINES = 64;
  private static final int LONGEST_NAME = 41;
  private static final String UNRESERVED = "-._~";
  private static final String OF_ADDRESSES = UNRESERVED + "%/?&=+:;,@!$'()*";

  /** A line of the header; as a server hands it over, so without control characters. */
  record Header(String name, String value) {}

  /**
   * Reads one.
   *
   * @param bytes any
   * @param values what words in braces stand for at the moment
   */
  static Input of(byte[] bytes, Function<String, Optional<String>> values) {
    // a character each: what is no UTF-8 has to reach the product too
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\n\n");
    String head = end < 0 ? text : text.substring(0, end);
    String rest = end < 0 ? "" : text.substring(end + 2);
    Filled filled = new Filled(values);
    String[] lines = head.split("\n", MOST_LINES);
    String first = filled.in(lines[0]);
    int blank = first.indexOf(' ');
    StringBuilder address =
        new StringBuilder(encoded(blank < 0 ? first : first.substring(blank + 1), OF_ADDRESSES));
    List<Header> headers = new ArrayList<>();
    StringBuilder form = new StringBuilder();
    for (int i = 1; i < lines.length; i++) {
      String line = filled.in(lines[i]);
      int colon = endOfName(line);
      if (colon > 0) {
        headers.add(new Header(line.substring(0, colon), printable(line.substring(colon + 1))));
      } else if (line.startsWith("?")) {
        address.append(address.indexOf("?") < 0 ? '?' : '&').append(pair(line.substring(1)));
      } else {
        form.append(form.isEmpty() ? "" : "&");
        form.append(line.startsWith("&") ? line.substring(1) : pair(line));
      }
    }
    String body = form.isEmpty() ? filled.in(rest) : form.toString();
    if (!body.isEmpty() && headers.stream().noneMatch(it -> it.name().equals("Content-Type"))) {
      headers.add(new Header("Content-Type", form.isEmpty() ? "application/json" : FORM));
    }
    return new Input(
        blank < 0 ? "GET" : first.substring(0, blank),
        address.toString(),
        headers,
        body.getBytes(StandardCharsets.ISO_8859_1),
        filled.used,
        filled.sent.append(body).toString());
  }

  private static final class Filled {
    final Set<String> used = new LinkedHashSet<>();
    final StringBuilder sent = new StringBuilder();
    private final Function<String, Optional<String>> values;

    Filled(Function<String, Optional<String>> values) {
      this.values = values;
    }

    // no regular expressions: Jazzer follows each of their steps, which takes longer than the rest
    String in(String line) {
      StringBuilder filled = new StringBuilder(line.length() + 64);
      int done = 0;
      for (int open = line.indexOf('{'); open >= 0; open = line.indexOf('{', open + 1)) {
        int close = endOfWord(line, open + 1);
        Optional<String> value =
            close < 0 ? Optional.empty() : value(line.substring(open + 1, close));
        if (value.isPresent()) {
          filled.append(line, done, open).append(value.get());
          done = close + 1;
        }
      }
      filled.append(line, done, line.length());
      sent.append(filled).append('\n');
      return filled.toString();
    }

    private Optional<String> value(String word) {
      Optional<String> value = values.apply(word);
      value.ifPresent(any -> used.add(word));
      return value;
    }

    /** Where a word in braces ends, or -1. */
    private static int endOfWord(String line, int from) {
      int at = from;
      while (at < line.length() && line.charAt(at) >= 'a' && line.charAt(at) <= 'z'
          || at > from && at < line.length() && line.charAt(at) == '-') {
        at++;
      }
      return at > from && at < line.length() && line.charAt(at) == '}' ? at : -1;
    }
  }

  /** Where the name of a header ends that a line begins with, or -1. */
  private static int endOfName(String line) {
    int at = 0;
    while (at < line.length()
        && at < LONGEST_NAME
        && (isLetter(line.charAt(at)) || (at > 0 && line.charAt(at) == '-'))) {
      at++;
    }
    return at > 0 && at < line.length() && line.charAt(at) == ':' ? at : -1;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static String pair(String line) {
    int equals = line.indexOf('=');
    return equals < 0
        ? encoded(line, UNRESERVED)
        : encoded(line.substring(0, equals), UNRESERVED)
            + "="
            + encoded(line.substring(equals + 1), UNRESERVED);
  }

  private static String encoded(String text, String kept) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = isLetter(c) || (c >= '0' && c <= '9');
      if (plain || kept.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(Character.forDigit((c >> 4) & 15, 16));
        out.append(Character.forDigit(c & 15, 16));
      }
    }
    return out.toString();
  }

  private static String printable(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c != 0x7f) {
        out.append(c);
      }
    }
    return out.toString().trim();
  }
}
