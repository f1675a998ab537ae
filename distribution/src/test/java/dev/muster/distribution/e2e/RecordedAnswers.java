package dev.muster.distribution.e2e;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/** What the API of the demo, and its sandbox, once answered, a file for each request. */
final class RecordedAnswers implements PictureApi {
  private static final Path FOLDER =
      Path.of("src/test/resources/dev/muster/distribution/e2e/answers");

  /** A line for each item of a list. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setDefaultPrettyPrinter(
              new DefaultPrettyPrinter()
                  .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE)
                  .withObjectIndenter(new DefaultPrettyPrinter.FixedSpaceIndenter()));

  private static final int LONGEST_NAME = 100;
  private static final PictureAnswer NONE = new PictureAnswer(501, "", "text/plain", "");

  private final Map<String, PictureAnswer> answers = new HashMap<>();
  private final Set<String> missing = new ConcurrentSkipListSet<>();

  /** Reads what was recorded last. */
  RecordedAnswers() {
    for (Path file : files()) {
      try {
        JsonNode kept = JSON.readTree(file.toFile());
        JsonNode body = kept.path("body");
        answers.put(
            kept.path("request").asText(),
            new PictureAnswer(
                kept.path("status").asInt(),
                kept.path("etag").asText(),
                kept.path("type").asText(),
                body.isTextual() || body.isMissingNode() ? body.asText() : body.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Writes others in place of those that are there. */
  static void write(Map<String, PictureAnswer> answers) {
    try {
      for (Path file : files()) {
        Files.delete(file);
      }
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, PictureAnswer> entry : answers.entrySet()) {
        Path file = FOLDER.resolve(name(entry.getKey()));
        if (Files.exists(file)) {
          throw new AssertionError("two requests have the file name " + file);
        }
        Files.writeString(file, JSON.writeValueAsString(kept(entry)) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode kept(Map.Entry<String, PictureAnswer> entry) throws IOException {
    PictureAnswer answer = entry.getValue();
    ObjectNode kept = JSON.createObjectNode();
    kept.put("request", entry.getKey()).put("status", answer.status());
    if (!answer.etag().isEmpty()) {
      kept.put("etag", answer.etag());
    }
    if (!answer.body().isEmpty()) {
      kept.put("type", answer.type());
      boolean isText = answer.type().startsWith("text/");
      kept.set("body", isText ? TextNode.valueOf(answer.body()) : JSON.readTree(answer.body()));
    }
    return kept;
  }

  private static String name(String request) {
    String name = request.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + ".json";
  }

  private static List<Path> files() {
    if (Files.notExists(FOLDER)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public PictureAnswer answer(String method, String path, String type, byte[] body) {
    String request = method + " " + path;
    PictureAnswer answer = answers.get(request);
    if (answer == null) {
      missing.add(request);
      return NONE;
    }
    return answer;
  }

  /** Nobody has to: how it ended is among the answers. */
  @Override
  public void signInAt(String url) {}

  /** What was asked for since the last time, and was never recorded. */
  Set<String> missing() {
    Set<String> found = new TreeSet<>(missing);
    missing.removeAll(found);
    return found;
  }
}
