package dev.muster.distribution.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The one table. */
final class Report {
  private static final List<String> HEADER =
      List.of("what", "target", "measured: min / **median** / max", "met", "how");

  private final List<List<String>> rows = new ArrayList<>();

  /** A figure with a target. */
  void target(String what, String target, String measured, boolean met, String how) {
    add(what, target, measured, met ? "yes" : "no", how);
  }

  /** Several figures with a target each; says which of them miss it. */
  void targets(String what, String target, String measured, List<String> missed, String how) {
    add(what, target, measured, missed.isEmpty() ? "yes" : "no: " + String.join(", ", missed), how);
  }

  /** A figure that explains another. */
  void note(String what, String measured, String how) {
    add(what, "", measured, "", how);
  }

  private void add(String... cells) {
    rows.add(List.of(cells));
    System.out.println("  " + cells[0] + ": " + cells[2] + " " + cells[3]);
  }

  /** Prints it and keeps it as Markdown. */
  void publish(Path file, String conditions) throws IOException {
    String table = markdown();
    Files.createDirectories(file.getParent());
    Files.writeString(file, conditions + "\n\n" + table);
    System.out.println();
    System.out.println(conditions);
    System.out.println();
    System.out.print(table);
  }

  private String markdown() {
    int[] widths = new int[HEADER.size()];
    List<List<String>> all = new ArrayList<>();
    all.add(HEADER);
    all.addAll(rows);
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, HEADER, widths);
    for (int width : widths) {
      text.append('|').append("-".repeat(width + 2));
    }
    text.append("|\n");
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      text.append("| ").append(cells.get(i));
      text.append(" ".repeat(widths[i] - cells.get(i).length() + 1));
    }
    text.append("|\n");
  }
}
