package dev.muster.core.alert.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.muster.core.check.Texts;
import dev.muster.spi.Text;
import dev.muster.spi.alert.AlertFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * JSON of any size, read piece by piece: what nobody asks for is never in memory. Of one thread.
 */
final class Body {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxTokenCount(Bounds.TOKENS)
                  .maxNestingDepth(Bounds.DEPTH)
                  .maxStringLength(Bounds.TEXT)
                  .maxNameLength(Bounds.NAME)
                  .maxNumberLength(Bounds.NUMBER)
                  .build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // both would remember every name that somebody makes up
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final JsonParser parser;

  private Body(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads one member of an object, whose value is next. */
  @FunctionalInterface
  interface Member {
    /** Reads the value, with whatever is in it, or skips it. */
    void read(String name) throws IOException;
  }

  /** Reads a whole body. */
  @FunctionalInterface
  interface Content<T> {
    /** Reads the value that is next. */
    T read(Body body) throws IOException;
  }

  /**
   * Reads a body to its end.
   *
   * @throws AlertFormatException if it is no JSON; what the reader and the stream throw
   */
  static <T> T read(InputStream in, Content<T> reader) {
    try (JsonParser parser = FACTORY.createParser(utf8(in))) {
      Body body = new Body(parser);
      if (parser.nextToken() == null) {
        throw refused("The body is empty.", "请求体为空。");
      }
      T result = reader.read(body);
      if (parser.nextToken() != null) {
        throw refused("Something follows the JSON value.", "JSON 值之后还有多余内容。");
      }
      return result;
    } catch (StreamConstraintsException e) {
      throw refused(
          "The JSON is too deep, has too many values, or one that is too long.",
          "JSON 嵌套过深、值过多或某个值过长。");
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw refused(
          "The body is not valid JSON, line " + line + ".", "请求体不是有效的 JSON，第 " + line + " 行。");
    } catch (CharacterCodingException e) {
      throw refused("The body is not written in UTF-8.", "请求体不是 UTF-8 编码。");
    } catch (IOException e) {
      throw refused("The body ended too early.", "请求体不完整。");
    }
  }

  /** The parser itself would take UTF-16 and UTF-32 as well, and sequences that UTF-8 forbids. */
  private static Reader utf8(InputStream in) throws IOException {
    PushbackReader reader =
        new PushbackReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    int first = reader.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      reader.unread(first);
    }
    return reader;
  }

  /** Says why nothing can be made of a body. */
  static AlertFormatException refused(String en, String zhCn) {
    return AlertFormatException.malformed(new Text(en, zhCn));
  }

  /** Whether the value is an object. */
  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  /** Whether the value is a list. */
  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** Reads the members of the object, or of null, which has none. */
  void object(String what, Member member) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (!isObject()) {
      throw refused(what + " must be an object.", what + " 须为对象。");
    }
    int members = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      if (++members > Bounds.MEMBERS) {
        throw refused(
            what + " has more than " + Bounds.MEMBERS + " members.",
            what + " 的成员超过 " + Bounds.MEMBERS + " 个。");
      }
      String name = parser.currentName();
      parser.nextToken();
      member.read(name);
    }
  }

  /** Reads the elements of the list, each when it comes, or of null, which has none. */
  void array(String what, Runner element) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (!isArray()) {
      throw refused(what + " must be a list.", what + " 须为列表。");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  /** Reads something that may fail as reading does. */
  @FunctionalInterface
  interface Runner {
    /** Reads. */
    void run() throws IOException;
  }

  /** Reads over the value. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** A text, a number or a truth value as text; empty for anything else, which is read over. */
  Optional<String> text() throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
      return Optional.of(parser.getText());
    }
    skip();
    return Optional.empty();
  }

  /** A text in one line, cut; empty where there is none. */
  Optional<String> line(int most) throws IOException {
    return text().flatMap(text -> Said.line(text, most));
  }

  /** A whole number from 0 on; 0 for anything else. */
  int count() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return (int) Math.max(0, Math.min(Integer.MAX_VALUE, parser.getValueAsLong()));
    }
    skip();
    return 0;
  }

  /**
   * Names and values, as many as are kept; what is neither text, number nor truth value is left
   * out.
   */
  Map<String, String> labels(String what) throws IOException {
    Map<String, String> labels = new LinkedHashMap<>();
    object(
        what,
        name -> {
          Optional<String> value = text();
          boolean fits =
              labels.size() < Bounds.LABELS
                  && !name.isEmpty()
                  && name.length() <= Bounds.LABEL_NAME
                  && Texts.isPrintable(name);
          if (value.isPresent() && fits) {
            labels.put(name, Texts.cut(Texts.oneLine(value.get()), Bounds.LABEL_VALUE));
          }
        });
    return labels;
  }
}
