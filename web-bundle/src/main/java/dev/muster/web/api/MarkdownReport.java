package dev.muster.web.api;

import dev.muster.web.api.ReportText.Block;
import dev.muster.web.api.ReportText.Event;
import dev.muster.web.api.ReportText.Events;
import dev.muster.web.api.ReportText.Fact;
import dev.muster.web.api.ReportText.Facts;
import dev.muster.web.api.ReportText.Said;
import dev.muster.web.api.ReportText.Section;
import dev.muster.web.api.ReportText.Table;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report as Markdown with tables (CommonMark 0.31.2, GitHub Flavored Markdown 0.29). What people
 * wrote stays plain text: every sign that could mean something is escaped (section 2.4), and a line
 * never begins with blanks.
 */
final class MarkdownReport {
  /** Punctuation that never means anything, so that a text can be read as it is written too. */
  private static final String HARMLESS = ",;'\"?%/";

  private final StringBuilder out = new StringBuilder();

  private MarkdownReport() {}

  static String of(ReportText report) {
    MarkdownReport writer = new MarkdownReport();
    writer.out.append("# ").append(line(report.title())).append('\n');
    report.sections().forEach(writer::section);
    return writer.out.toString();
  }

  private void section(Section section) {
    out.append("\n## ").append(line(section.heading())).append('\n');
    section.blocks().forEach(this::block);
  }

  private void block(Block block) {
    out.append('\n');
    if (block instanceof Facts facts) {
      facts.facts().forEach(this::fact);
    } else if (block instanceof Table table) {
      table(table);
    } else if (block instanceof Events events) {
      events.events().forEach(this::event);
    } else if (block instanceof Said said) {
      said("", said.text());
    }
  }

  private void fact(Fact fact) {
    out.append("- **").append(line(fact.name())).append("**: ");
    out.append(line(fact.value())).append('\n');
  }

  private void table(Table table) {
    row(table.headings());
    out.append("|").append(" --- |".repeat(table.headings().size())).append('\n');
    table.rows().forEach(this::row);
  }

  private void row(List<String> cells) {
    out.append(
        cells.stream().map(MarkdownReport::line).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private void event(Event event) {
    out.append("- **").append(line(event.when())).append("** ").append(line(event.what()));
    out.append('\n');
    event.said().ifPresent(text -> said("  ", text));
  }

  /** As a quotation, line by line; a backslash at its end breaks a line (section 6.7). */
  private void said(String indent, String text) {
    List<String> lines = text.strip().lines().map(MarkdownReport::line).toList();
    for (int i = 0; i < lines.size(); i++) {
      boolean goesOn =
          !lines.get(i).isEmpty() && i + 1 < lines.size() && !lines.get(i + 1).isEmpty();
      out.append(indent).append('>').append(lines.get(i).isEmpty() ? "" : " ");
      out.append(lines.get(i)).append(goesOn ? "\\" : "").append('\n');
    }
  }

  private static String line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    StringBuilder escaped = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (isPunctuation(c) && HARMLESS.indexOf(c) < 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  /** ASCII punctuation characters (section 2.1). */
  private static boolean isPunctuation(char c) {
    return (c > ' ' && c < '0')
        || (c > '9' && c < 'A')
        || (c > 'Z' && c < 'a')
        || (c > 'z' && c < 0x7f);
  }
}
