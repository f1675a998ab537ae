package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ReadBytesTest {
  private static final int FREE = AlertBounds.FREE_BODY_BYTES;

  private final ReadBytes bytes = new ReadBytes(300_000, 100_000);

  /** A body that is being read, as far as it has come. */
  private ReadBytes.Share read(String tenant, int size) {
    ReadBytes.Share share = bytes.share(tenant);
    read(share, size);
    return share;
  }

  private static void read(ReadBytes.Share share, int size) {
    try {
      assertThat(share.counted(new ByteArrayInputStream(new byte[size])).readAllBytes())
          .hasSize(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void isRefused(Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE);
              assertThat(e.retryAfter()).isPresent();
            });
  }

  @Test
  void leavesRoomForOthersWhereOneTenantsBodiesAreSlow() {
    ReadBytes.Share slow = read("a", FREE + 60_000);
    try (ReadBytes.Share second = bytes.share("a")) {
      isRefused(() -> read(second, FREE + 60_000));
    }

    read("b", FREE + 60_000).close();
    slow.close();
    read("a", FREE + 60_000).close();
  }

  @Test
  void readsABodyAsLargeAsBodiesMayBeWhereItIsTheTenantsOnlyOne() {
    ReadBytes.Share large = read("a", FREE + 200_000);
    try (ReadBytes.Share second = bytes.share("a")) {
      isRefused(() -> read(second, FREE + 1));
    }
    large.close();
    read("a", FREE + 200_000).close();
  }

  @Test
  void boundsWhatAllTenantsHaveTogether() {
    read("a", FREE + 100_000);
    read("b", FREE + 100_000);
    read("c", FREE + 100_000);
    try (ReadBytes.Share next = bytes.share("d")) {
      isRefused(() -> read(next, FREE + 1));
      read(bytes.share("e"), FREE);
    }
  }
}
