package dev.muster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.web.http.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every kept input, one by one. */
class CorpusTest {
  @TestFactory
  Stream<DynamicContainer> breaksNothingAndDoesWhatItIsCalled() {
    return Corpus.targets().stream()
        .map(
            target ->
                dynamicContainer(
                    target.getFileName().toString(),
                    Corpus.inputs(target).stream().map(CorpusTest::test)));
  }

  private static DynamicTest test(Path file) {
    String name = file.getFileName().toString();
    return dynamicTest(
        name,
        () -> {
          Response response = Fuzzer.answer(Files.readAllBytes(file));
          if (name.matches("[0-9]{3}-.*")) {
            assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(Integer.parseInt(name.substring(0, 3)));
          } else {
            assertThat(response.status()).isLessThan(500);
          }
        });
  }
}
