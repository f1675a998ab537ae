package dev.muster.web.api;

import java.util.List;

/**
 * Rows for a spreadsheet (RFC 4180). A cell that a spreadsheet would take for a formula gets an
 * apostrophe before it, since what people typed elsewhere ends up in these rows.
 */
final class Csv {
  private static final String FORMULA = "=+-@\t\r\n";

  private final StringBuilder text = new StringBuilder();

  Csv row(List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      cell(cells.get(i));
    }
    text.append("\r\n");
    return this;
  }

  private void cell(String value) {
    text.append('"');
    if (!value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0) {
      text.append('\'');
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      text.append(c);
      if (c == '"') {
        text.append('"');
      }
    }
    text.append('"');
  }

  String text() {
    return text.toString();
  }
}
