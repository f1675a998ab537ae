package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.warroom.AlertFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedCommitsTest {
  private static final String BAD = "bad";

  private final ExecutorService senders = Executors.newCachedThreadPool();
  private final List<List<String>> commits = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final SharedCommits shared = new SharedCommits(this::commit);

  @AfterEach
  void stop() {
    senders.shutdownNow();
  }

  /** The first waits until it is told to go on. */
  private void commit(String tenant, List<PieceRecord> pieces) {
    List<String> places = pieces.stream().map(PieceRecord::place).toList();
    if (begun.getCount() > 0) {
      begun.countDown();
      await(goOn);
    }
    if (places.contains(BAD)) {
      throw new IllegalStateException("refused");
    }
    commits.add(places.stream().map(place -> tenant + " " + place).toList());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<Void> send(String tenant, String place) {
    PieceRecord piece =
        new PieceRecord("intake", AlertFormat.JSON, Instant.EPOCH, "1", place, List.of());
    return CompletableFuture.runAsync(() -> shared.store(tenant, List.of(piece)), senders);
  }

  /** Sends while a commit is under way, and lets that go on once all wait. */
  private List<CompletableFuture<Void>> sendBehindOne(List<String> tenants, List<String> places) {
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    sent.add(send(tenants.get(0), "first"));
    await(begun);
    for (int i = 0; i < places.size(); i++) {
      sent.add(send(tenants.get(i % tenants.size()), places.get(i)));
      int waiting = i + 1;
      while (shared.waiting() < waiting) {
        Thread.onSpinWait();
      }
    }
    goOn.countDown();
    return sent;
  }

  @Test
  void whatCameDuringACommitIsStoredTogetherInTheNext() {
    sendBehindOne(List.of("acme"), List.of("a", "b", "c")).forEach(CompletableFuture::join);

    assertThat(commits)
        .containsExactly(List.of("acme first"), List.of("acme a", "acme b", "acme c"));
  }

  @Test
  void noCallIsRefusedForWhatAnotherSent() {
    List<CompletableFuture<Void>> sent = sendBehindOne(List.of("acme"), List.of("a", BAD, "c"));

    sent.get(1).join();
    sent.get(3).join();
    assertThatThrownBy(sent.get(2)::join).hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(commits)
        .containsExactlyInAnyOrder(List.of("acme first"), List.of("acme a"), List.of("acme c"));
  }

  /** Of two that fall into one line: their names have the same hash code. */
  @Test
  void tenantsShareNoCommit() {
    sendBehindOne(List.of("Aa", "BB"), List.of("a", "b", "c", "d"))
        .forEach(CompletableFuture::join);

    assertThat(commits)
        .allMatch(commit -> commit.stream().map(it -> it.split(" ")[0]).distinct().count() == 1);
    assertThat(commits.stream().flatMap(List::stream))
        .containsExactlyInAnyOrder("Aa first", "Aa a", "BB b", "Aa c", "BB d");
  }

  @Test
  void aCommitIsBounded() {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      places.add("p" + i);
    }
    sendBehindOne(List.of("acme"), places).forEach(CompletableFuture::join);

    assertThat(commits).allMatch(commit -> commit.size() <= 100);
    assertThat(commits.stream().mapToInt(List::size).sum()).isEqualTo(151);
  }
}
