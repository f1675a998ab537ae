package dev.muster.distribution.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an attack did.
 *
 * @param bytes what it sent and the system took
 * @param tries how many requests or connections it began
 * @param broken how many of them the server ended without an answer
 * @param answers how many answers there were of each status
 */
record AttackResult(long bytes, long tries, long broken, Map<Integer, Long> answers) {
  private static final String MARK = "ATTACKED ";

  AttackResult {
    answers = new TreeMap<>(answers);
  }

  /** For people: what was tried and what came back. */
  String summary() {
    String statuses =
        answers.entrySet().stream()
            .map(each -> each.getKey() + " × " + each.getValue())
            .collect(Collectors.joining(", "));
    return "%d tries of %d kB in all; %s%s%d broken off"
        .formatted(tries, bytes / 1000, statuses, statuses.isEmpty() ? "" : ", ", broken);
  }

  String line() {
    StringBuilder line = new StringBuilder(MARK + bytes + " " + tries + " " + broken);
    answers.forEach((status, count) -> line.append(' ').append(status).append('=').append(count));
    return line.toString();
  }

  static boolean is(String line) {
    return line.startsWith(MARK);
  }

  static AttackResult parse(String line) {
    String[] parts = line.substring(MARK.length()).split(" ");
    Map<Integer, Long> answers = new TreeMap<>();
    for (int i = 3; i < parts.length; i++) {
      String[] pair = parts[i].split("=");
      answers.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
    }
    return new AttackResult(
        Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), answers);
  }
}
