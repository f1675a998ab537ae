package dev.muster.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pictures of the console are made of is what the API would answer. */
class RecordedAnswersTest {
  private static final Path ANSWERS =
      Path.of("../distribution/src/test/resources/dev/muster/distribution/e2e/answers");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An answer, and to what. */
  record Recorded(String method, String path, JsonNode answer) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static List<Recorded> answers() throws IOException {
    List<Recorded> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(ANSWERS)) {
      for (Path file : files.toList()) {
        JsonNode answer = JSON.readTree(file.toFile());
        String[] request = answer.get("request").asText().split("[ ?]");
        if (request[1].startsWith(Guard.BASE + "/")) {
          found.add(new Recorded(request[0], request[1].substring(Guard.BASE.length()), answer));
        }
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("answers")
  void areAsTheApiDescribesThem(Recorded recorded) {
    JsonNode body = recorded.answer().path("body");
    assertThat(
            Description.OF_THE_API.faults(
                Description.OF_THE_API.operation(recorded.method(), recorded.path()),
                recorded.answer().get("status").asInt(),
                recorded.answer().path("type").asText(),
                body.isMissingNode() ? new byte[0] : body.toString().getBytes(UTF_8)))
        .as("the API answers something else now; record its answers anew: make pictures")
        .isEmpty();
  }
}
