package dev.muster.sandbox.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** JSON as worlds are written in it, and as server APIs and controls speak it. */
public final class Json {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  private Json() {}

  /** {@return a new object} */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * The body of a request.
   *
   * @param request the request
   * @return any JSON, or what has no fields if there is no body; empty if it cannot be read
   */
  public static Optional<JsonNode> read(SandboxRequest request) {
    try {
      return Optional.of(MAPPER.readTree(request.body()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * JSON inside of JSON.
   *
   * @param text what should be JSON
   * @return any JSON; empty if it cannot be read
   */
  public static Optional<JsonNode> parse(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * A field that is filled.
   *
   * @param body the object
   * @param name the field's name
   * @return its value as a text, or empty if it is absent or empty
   */
  public static Optional<String> text(JsonNode body, String name) {
    return Optional.of(body.path(name).asText()).filter(text -> !text.isEmpty());
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body what can be written as JSON
   * @return the answer
   */
  public static SandboxResponse write(int status, Object body) {
    return SandboxResponse.of(status, "application/json; charset=UTF-8", bytes(body));
  }

  /**
   * Writes JSON.
   *
   * @param value what can be written
   * @return its bytes in UTF-8
   */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Nodes, maps and records can be written", e);
    }
  }

  /** The fields of an object of texts and numbers. */
  static Map<String, String> texts(byte[] body) {
    try {
      return MAPPER.readValue(body, TEXTS);
    } catch (IOException e) {
      throw new IllegalArgumentException("The body is no object of texts and numbers", e);
    }
  }

  /** The file {@code world.json} beside a class. */
  static JsonNode world(Class<?> world) {
    try (InputStream in = world.getResourceAsStream("world.json")) {
      if (in == null) {
        throw new IllegalStateException("world.json is missing");
      }
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static <T> T as(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (InvalidFormatException e) {
      throw new IllegalArgumentException(e.getValue() + " is no number", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** A copy of a record in which one field is another, as if the file of the world said so. */
  static <T> T with(T before, Class<T> type, String field, Object value) {
    ObjectNode fields = MAPPER.valueToTree(before);
    return as(fields.set(field, tree(value)), type);
  }
}
