package dev.muster.sdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) as far as answers of the server need it: maps, lists, texts, doubles, booleans.
 * {@code null} members are left out.
 */
final class Json {
  private static final int MAX_DEPTH = 32;

  /** Stands for {@code null} while reading. */
  private static final Object NOTHING = new Object();

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** An object; {@code IllegalArgumentException} for anything else. */
  static Map<String, Object> object(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.blanks();
    if (json.at != text.length()) {
      throw json.broken();
    }
    return map(value);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    if (!(value instanceof Map)) {
      throw new IllegalArgumentException("not an object");
    }
    return (Map<String, Object>) value;
  }

  /** Writes an object of texts. */
  static String write(Map<String, String> values) {
    StringBuilder out = new StringBuilder("{");
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (out.length() > 1) {
        out.append(',');
      }
      quote(entry.getKey(), out);
      out.append(':');
      quote(entry.getValue(), out);
    }
    return out.append('}').toString();
  }

  private static void quote(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw broken();
    }
    blanks();
    char c = peek();
    switch (c) {
      case '{':
        return members(depth);
      case '[':
        return elements(depth);
      case '"':
        return string();
      case 't':
        return word("true", true);
      case 'f':
        return word("false", false);
      case 'n':
        return word("null", NOTHING);
      default:
        return number();
    }
  }

  private Map<String, Object> members(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    blanks();
    if (peek() == '}') {
      at++;
      return members;
    }
    while (true) {
      blanks();
      String name = string();
      blanks();
      expect(':');
      Object value = value(depth + 1);
      if (value != NOTHING) {
        members.put(name, value);
      }
      blanks();
      if (peek() == '}') {
        at++;
        return members;
      }
      expect(',');
    }
  }

  private List<Object> elements(int depth) {
    List<Object> elements = new ArrayList<>();
    at++;
    blanks();
    if (peek() == ']') {
      at++;
      return elements;
    }
    while (true) {
      Object value = value(depth + 1);
      if (value != NOTHING) {
        elements.add(value);
      }
      blanks();
      if (peek() == ']') {
        at++;
        return elements;
      }
      expect(',');
    }
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      }
      if (c < ' ') {
        throw broken();
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        if (at + 4 > text.length()) {
          throw broken();
        }
        at += 4;
        try {
          return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        } catch (NumberFormatException e) {
          throw broken();
        }
      default:
        throw broken();
    }
  }

  private Double number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Double.valueOf(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw broken();
    }
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw broken();
    }
    at += word.length();
    return value;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw broken();
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) {
    if (next() != c) {
      throw broken();
    }
  }

  private IllegalArgumentException broken() {
    return new IllegalArgumentException("no JSON at character " + at);
  }
}
