package dev.muster.distribution.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Takes out of answers what every demo has another of: its address, what is drawn by lot, and the
 * time. Whatever was done while the demo ran was done at the time of the pictures; the month behind
 * it, which is counted by hours, is moved by whole days.
 */
final class Timeless {
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d(?::|%3A)\\d\\d(?::|%3A)\\d\\d(?:\\.\\d+)?Z");

  /** Members whose values are drawn by lot, if they are no names. */
  private static final Set<String> DRAWN =
      Set.of("id", "kid", "chatId", "correlationId", "csrfToken", "next", "key");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z.-]*|\\*|");
  private static final int SHORTEST = 16;
  private static final int LENGTH = 20;

  private final Instant begin = Instant.now();
  private final long days =
      ChronoUnit.DAYS.between(
          PictureStage.NOW.truncatedTo(ChronoUnit.DAYS), begin.truncatedTo(ChronoUnit.DAYS));
  private final Map<String, String> drawn = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();

  Timeless(String url) {
    addresses.put(url, PictureStage.ORIGIN);
    addresses.put(URI.create(url).getAuthority(), URI.create(PictureStage.ORIGIN).getAuthority());
  }

  /** What the demo has answered, as the pictures have it. */
  String intoThePicture(String body) {
    if (body.isEmpty()) {
      return body;
    }
    // pages of the sandbox have nothing in them that an answer did not have before
    if (body.startsWith("{") || body.startsWith("[")) {
      collect(Http.parse(body));
    }
    return moved(replaced(replaced(body, drawn, false), addresses, false), this::intoThePicture);
  }

  /** An address that the console asks for, as the demo has it. */
  String outOfThePicture(String address) {
    return moved(
        replaced(replaced(address, drawn, true), addresses, true),
        at -> at.plus(days, ChronoUnit.DAYS));
  }

  private Instant intoThePicture(Instant at) {
    if (at.equals(at.truncatedTo(ChronoUnit.HOURS))) {
      return at.minus(days, ChronoUnit.DAYS);
    }
    long hours = Math.round(Duration.between(begin, at).toMinutes() / 60.0);
    return PictureStage.NOW.plus(hours, ChronoUnit.HOURS);
  }

  private static String moved(String text, UnaryOperator<Instant> move) {
    return INSTANT
        .matcher(text)
        .replaceAll(
            found -> {
              boolean escaped = found.group().contains("%3A");
              Instant at = Instant.parse(found.group().replace("%3A", ":"));
              String written = move.apply(at).toString();
              return escaped ? written.replace(":", "%3A") : written;
            });
  }

  private static String replaced(String text, Map<String, String> by, boolean back) {
    String result = text;
    for (Map.Entry<String, String> entry : by.entrySet()) {
      result =
          back
              // in a query a plus would be a blank
              ? result.replace(entry.getValue(), entry.getKey().replace("+", "%2B"))
              : result.replace(entry.getKey(), entry.getValue());
    }
    return result;
  }

  private void collect(JsonNode node) {
    node.properties()
        .forEach(
            member -> {
              String value = member.getValue().asText();
              if (member.getKey().equals("url") && value.contains("?key=")) {
                draw(value.substring(value.indexOf("?key=") + "?key=".length()));
              } else if (DRAWN.contains(member.getKey())) {
                draw(value);
              }
            });
    node.forEach(this::collect);
  }

  private void draw(String value) {
    if (!NAME.matcher(value).matches() && value.length() >= SHORTEST) {
      drawn.computeIfAbsent(value, key -> digest(drawn.size()).substring(0, LENGTH));
    }
  }

  private static String digest(int number) {
    try {
      byte[] text = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
