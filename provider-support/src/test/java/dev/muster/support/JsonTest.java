package dev.muster.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsWhatItWrites() {
    byte[] written = Json.forAnswers().bytes(Map.of("a", List.of("é", 1, true)));

    assertThat(Json.forWebhooks().object(written).orElseThrow().at("/a/0").asText()).isEqualTo("é");
  }

  @Test
  void writesWhateverIsNoAsciiAsItIs() {
    byte[] written = Json.forAnswers().bytes(Map.of("a", "é码🚨"));

    assertThat(written).hasSize("{\"a\":\"\"}".length() + 2 + 3 + 4);
    assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"é码🚨\"}");
  }

  @ParameterizedTest
  @CsvSource({"800, 50000", "4000, 90000"})
  void refusesWhatWouldBecomeMuchLargerThanItsBytes(int webhook, int answer) {
    assertThat(list(Json.forWebhooks(), webhook)).isPresent();
    assertThat(list(Json.forWebhooks(), 5_000)).isEmpty();
    assertThat(list(Json.forAnswers(), answer)).isPresent();
    assertThat(list(Json.forAnswers(), 100_000)).isEmpty();
  }

  private static Optional<JsonNode> list(Json json, int numbers) {
    return object(json, "{\"a\":[" + "1,".repeat(numbers) + "1]}");
  }

  @Test
  void refusesWhatIsTooDeep() {
    assertThat(object(Json.forAnswers(), "{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}"))
        .isPresent();
    assertThat(object(Json.forAnswers(), "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "\"a\"", "{\"a\":1", "{\"a\":1,\"a\":2}", "<html>"})
  void readsNothingButOneObjectWithoutRepeatedNames(String text) {
    assertThat(object(Json.forAnswers(), text)).isEmpty();
    assertThat(object(Json.forWebhooks(), text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "{\"a\":\"x\"}, x",
    "{\"a\":12}, 12",
    "{\"a\":\" \"}, ",
    "{\"a\":true}, ",
    "{\"a\":null}, ",
    "{\"a\":{}}, ",
    "{\"b\":1}, ",
  })
  void takesTextsAndNumbersAsText(String object, String text) {
    JsonNode node = object(Json.forAnswers(), object).orElseThrow();

    assertThat(Json.text(node, "a")).isEqualTo(Optional.ofNullable(text));
  }

  private static Optional<JsonNode> object(Json json, String text) {
    return json.object(text.getBytes(StandardCharsets.UTF_8));
  }
}
