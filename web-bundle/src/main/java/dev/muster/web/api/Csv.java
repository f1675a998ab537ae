package dev.muster.web.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows for a spreadsheet (RFC 4180). A cell that a spreadsheet would take for a formula gets an
 * apostrophe before it, since what people typed elsewhere ends up in these rows; so does one that
 * would be taken for such a cell when it is read again. A phone number is no formula.
 */
final class Csv {
  static final String TYPE = "text/csv;charset=utf-8";

  private static final Pattern FORMULA = Pattern.compile("'*[=+@\\t\r\n-].*", Pattern.DOTALL);
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

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
    if (FORMULA.matcher(value).matches() && !PHONE.matcher(value).matches()) {
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

  byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}
