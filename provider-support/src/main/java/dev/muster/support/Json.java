package dev.muster.support;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import java.io.IOException;
import java.util.Optional;

/**
 * JSON from the platform, or from whoever claims to be it: bounded in size and depth, and never
 * with the same name twice in an object, which two readers could read differently. Thread-safe.
 */
public final class Json {
  private static final int MAX_WEBHOOK_TOKENS = 5_000;

  /** The longest list has some thousands of people with a dozen fields each. */
  private static final int MAX_ANSWER_TOKENS = 100_000;

  private static final int MAX_DEPTH = 32;

  private final ObjectMapper mapper;

  private Json(int maxTokens) {
    mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxTokenCount(maxTokens)
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Platforms limit requests by bytes: an emoji is four of them, not twelve.
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build())
            .build();
  }

  /**
   * For webhook requests: they are small, and anybody may send what looks like one.
   *
   * @return a reader
   */
  public static Json forWebhooks() {
    return new Json(MAX_WEBHOOK_TOKENS);
  }

  /**
   * For answers to our own calls.
   *
   * @return a reader
   */
  public static Json forAnswers() {
    return new Json(MAX_ANSWER_TOKENS);
  }

  /**
   * Reads an object.
   *
   * @param text in UTF-8
   * @return the object, or empty if it is none, too large or too deep
   */
  public Optional<JsonNode> object(byte[] text) {
    try {
      return Optional.ofNullable(mapper.readTree(text)).filter(JsonNode::isObject);
    } catch (IOException e) {
      // The text may hold a token; neither it nor the parser's excerpt goes on.
      return Optional.empty();
    }
  }

  /**
   * Reads the object that an answer is.
   *
   * @param call what was asked, for the message
   * @param answer of whatever status
   * @return the object
   * @throws ProviderException as {@link HttpFaults#of} if it is none
   */
  public JsonNode object(HttpCall call, HttpAnswer answer) throws ProviderException {
    Optional<JsonNode> object = object(answer.body());
    if (object.isEmpty()) {
      throw HttpFaults.of(call, answer);
    }
    return object.get();
  }

  /**
   * Writes a value.
   *
   * @param value maps and lists of texts, numbers and truth values
   * @return JSON in UTF-8
   */
  public byte[] bytes(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The value cannot be written as JSON", e);
    }
  }

  /**
   * A text or number, as text.
   *
   * @param node any node, a missing one as well
   * @return the text; empty if it is absent, blank or something else
   */
  public static Optional<String> text(JsonNode node) {
    return node.isTextual() || node.isNumber()
        ? Optional.of(node.asText()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /**
   * A text or number of an object, as text.
   *
   * @param object the object
   * @param name the field's name
   * @return the text; empty if it is absent, blank or something else
   */
  public static Optional<String> text(JsonNode object, String name) {
    return text(object.path(name));
  }
}
