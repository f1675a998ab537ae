package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytesTest {
  private static final int LARGE = 1_000_000;

  private final Bytes bytes = new Bytes();

  private List<Bytes.Share> full() {
    List<Bytes.Share> taken = new ArrayList<>();
    Bytes.Share share = bytes.share();
    while (share.take(LARGE)) {
      taken.add(share);
      share = bytes.share();
    }
    return taken;
  }

  @Test
  void holdsNoMoreThanItsBound() {
    assertThat((long) full().size() * (LARGE - Limits.FREE_BODY_BYTES))
        .isLessThanOrEqualTo(Limits.BODIES_BYTES)
        .isGreaterThan(Limits.BODIES_BYTES - LARGE);
  }

  @Test
  void leavesRoomForSmallOnesWhoeverSendsLargeOnes() {
    full();
    assertThat(bytes.share().take(Limits.FREE_BODY_BYTES)).isTrue();
    assertThat(bytes.share().take(LARGE)).isFalse();
  }

  @Test
  void countsABodyThatComesInPiecesAsOne() {
    full();
    Bytes.Share share = bytes.share();
    int pieces = 0;
    while (share.take(1000)) {
      pieces++;
    }
    assertThat(pieces * 1000).isLessThanOrEqualTo(LARGE + Limits.FREE_BODY_BYTES);
  }

  @Test
  void givesBackWhatWasTakenOnce() {
    List<Bytes.Share> taken = full();
    taken.forEach(Bytes.Share::giveBack);
    taken.forEach(Bytes.Share::giveBack);
    assertThat(full()).hasSameSizeAs(taken);
  }
}
