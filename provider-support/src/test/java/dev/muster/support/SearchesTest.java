package dev.muster.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchesTest {
  private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));
  private static final Lookup FOUND = Lookup.notVisible();

  private final List<List<String>> asked = new ArrayList<>();

  private Map<String, Lookup> search(List<String> part) throws ProviderException {
    asked.add(part);
    if (part.contains("fault")) {
      throw new ProviderException(Code.TIMEOUT, "late", Optional.empty());
    }
    if (part.contains("enough")) {
      return Map.of("enough", Lookup.unknown(Code.THROTTLED));
    }
    return part.contains("found") ? Map.of("found", FOUND) : Map.of();
  }

  @Test
  void asksForEachOnceInParts() throws ProviderException {
    assertThat(Searches.inParts(List.of("a", "found", "a", "b"), 2, SOON, this::search))
        .isEqualTo(Map.of("a", Lookup.notFound(), "found", FOUND, "b", Lookup.notFound()));
    assertThat(asked).containsExactly(List.of("a", "found"), List.of("b"));
  }

  @Test
  void leavesUnknownWhatWasNotAnsweredAfterAFault() throws ProviderException {
    Lookup unknown = Lookup.unknown(Code.TIMEOUT);

    assertThat(Searches.inParts(List.of("a", "b", "fault", "c", "d"), 2, SOON, this::search))
        .isEqualTo(
            Map.of(
                "a", Lookup.notFound(),
                "b", Lookup.notFound(),
                "fault", unknown,
                "c", unknown,
                "d", unknown));
    assertThat(asked).hasSize(2);
  }

  @Test
  void failsAsAWholeWhereNothingWasAnswered() {
    assertThatThrownBy(() -> Searches.inParts(List.of("fault", "a"), 1, SOON, this::search))
        .isInstanceOf(ProviderException.class);
    assertThat(asked).hasSize(1);
  }

  @Test
  void endsWhereASearchHasEnough() throws ProviderException {
    Lookup unknown = Lookup.unknown(Code.THROTTLED);

    assertThat(Searches.inParts(List.of("enough", "found"), 1, SOON, this::search))
        .isEqualTo(Map.of("enough", unknown, "found", unknown));
    assertThat(asked).hasSize(1);
  }

  @Test
  void leavesUnknownWhatTheTimeDoesNotAllow() throws ProviderException {
    Deadline past = Deadline.in(Duration.ZERO);

    assertThat(Searches.inParts(List.of("found", "a"), 1, past, this::search))
        .isEqualTo(Map.of("found", FOUND, "a", Lookup.unknown(Code.TIMEOUT)));
    assertThat(asked).hasSize(1);
  }
}
