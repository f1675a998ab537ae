package dev.muster.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;

/**
 * The bundle's one JSON mapper. What is absent is not written; times are RFC 3339. What is read has
 * a bounded number of tokens, bounded depth and lengths, no name twice and nothing after its end.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxTokenCount(Limits.JSON_TOKENS)
                          .maxNestingDepth(Limits.JSON_DEPTH)
                          .maxStringLength(Limits.JSON_TEXT_CHARACTERS)
                          .maxNameLength(Limits.JSON_NAME_CHARACTERS)
                          .maxNumberLength(Limits.JSON_NUMBER_CHARACTERS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .build();

  private static final ObjectReader READER = MAPPER.reader();
  private static final ObjectWriter WRITER = MAPPER.writer();

  private Json() {}

  /**
   * Reads JSON that somebody sent.
   *
   * @param text the text
   * @return what it says
   * @throws ProblemException {@code MALFORMED}
   */
  public static JsonNode read(String text) {
    try {
      JsonNode node = READER.readTree(text);
      if (node == null || node instanceof MissingNode) {
        throw new ProblemException(ProblemCode.MALFORMED, new Text("The body is empty.", "请求体为空。"));
      }
      return node;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new ProblemException(
          ProblemCode.MALFORMED,
          new Text(
              "The body is not valid JSON or exceeds a limit, line " + line + ".",
              "请求体不是有效的 JSON 或超出限制，第 " + line + " 行。"));
    }
  }

  /**
   * Writes JSON.
   *
   * @param value a record, a map, a tree
   * @return UTF-8
   */
  public static byte[] write(Object value) {
    try {
      return WRITER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /**
   * What {@link #write} would write, as a tree.
   *
   * @param value a record, a map, a tree
   * @return the tree, which the caller may change
   */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Applies a merge patch (RFC 7396), but that a member which it removes is null afterwards.
   *
   * @param present what it is applied to; left as it is
   * @param patch the patch
   * @return what comes of it
   */
  public static JsonNode merge(JsonNode present, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode merged =
        present instanceof ObjectNode object ? object.deepCopy() : MAPPER.createObjectNode();
    patch
        .properties()
        .forEach(
            member ->
                merged.set(
                    member.getKey(), merge(merged.path(member.getKey()), member.getValue())));
    return merged;
  }
}
