package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.core.alert.format.AlertFormats;
import dev.muster.core.hook.AlertFormatHooks.Reading;
import dev.muster.spi.Text;
import dev.muster.spi.alert.AlertFormat;
import dev.muster.spi.alert.AlertFormatException;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.alert.AlertMessage;
import dev.muster.spi.alert.AlertRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats of alerts as a framework brings them and takes them away. */
class AlertFormatHooksTest extends HookFixture {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final AlertFormatHooks hooks = new AlertFormatHooks(metrics);

  private record Format(
      String id, Set<String> mediaTypes, Reader<AlertRequest, AlertMessage> reader)
      implements AlertFormat {
    @Override
    public AlertMessage read(AlertRequest request) throws IOException {
      return reader.read(request);
    }
  }

  private static AlertFormat format(Reader<AlertRequest, AlertMessage> reader) {
    return new Format("lines", Set.of("text/plain"), reader);
  }

  private static AlertMessage message(String title) {
    return AlertMessage.of(
        List.of(AlertGroup.of("k", Ending.FIRING, title, List.of(AlertItem.of("k", title)))));
  }

  private record Sent(InputStream body) implements AlertRequest {
    @Override
    public String mediaType() {
      return "text/plain";
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }
  }

  private static Reading read(AlertFormatHooks from) {
    return from.read("lines", new Sent(InputStream.nullInputStream()), message -> message);
  }

  private static AlertMessage read(AlertFormats formats) {
    return formats.read(
        new Content(
            new dev.muster.api.warroom.AlertFormat("lines"),
            name -> Optional.of("text/plain").filter(it -> name.equals("content-type")),
            new ByteArrayInputStream(new byte[] {1, 2, 3})));
  }

  @Test
  void areReadForAsLongAsTheyAreThere() {
    AlertFormats formats = new AlertFormats(hooks);
    hooks.bind(format(request -> message("first")), RegisteredService.of("first.bundle", 1));
    hooks.bind(format(request -> message("second")), RegisteredService.of("second.bundle", 2));

    assertThat(read(formats).groups().get(0).title()).isEqualTo("first");
    hooks.unbind(RegisteredService.of("first.bundle", 1));
    assertThat(read(formats).groups().get(0).title()).isEqualTo("second");
    hooks.unbind(RegisteredService.of("second.bundle", 2));

    assertThat(formats.ids()).doesNotContain("lines");
    assertThat(formats.mediaTypes("lines")).isEmpty();
    assertThat(read(hooks)).isInstanceOf(Reading.Absent.class);
    assertThatThrownBy(() -> read(formats))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  @Test
  void areAskedForTheirMediaTypesOnce() {
    hooks.add(format(request -> message("a")), 0);

    assertThat(hooks.mediaTypes("lines")).hasValue(Set.of("text/plain"));
    assertThat(hooks.mediaTypes("lines")).hasValue(Set.of("text/plain"));
    assertThat(outcomes()).containsExactly("ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "text/plain; charset=utf-8", "Text/Plain", "text/\n", ""})
  void areNotThereWithoutMediaTypes(String type) {
    hooks.add(new Format("lines", Set.of(type), request -> message("a")), 0);

    assertThat(hooks.mediaTypes("lines")).hasValue(Set.of());
    assertThat(outcomes()).containsExactly("failed");
  }

  @Test
  void sayWhyNothingCanBeMadeOfAMessage() {
    hooks.add(
        format(
            request -> {
              throw AlertFormatException.malformed(new Text("x".repeat(301), "一行"));
            }),
        0);

    assertThat(read(hooks)).isEqualTo(new Reading.Refused(new Text("x".repeat(300), "一行"), false));
    assertThat(outcomes()).containsExactly("ok");
  }

  @Test
  void breakForThemselvesAlone() {
    for (Reader<AlertRequest, AlertMessage> reader :
        HookFixture.<AlertRequest, AlertMessage>broken()) {
      AlertFormatHooks one = new AlertFormatHooks(metrics);
      one.add(format(reader), 0);
      assertThat(one.read("lines", new Sent(InputStream.nullInputStream()), this::kept))
          .isInstanceOf(Reading.Broken.class);
    }
    assertThat(outcomes()).hasSize(5).containsOnly("failed");
  }

  private AlertMessage kept(AlertMessage read) {
    return AlertMessage.of(read.groups());
  }

  /** One that hangs is waited for no longer than its time, and has no body after that. */
  @Test
  void thatHangAreAskedAgainLater() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Throwable> readLater = new CompletableFuture<>();
    AlertFormatHooks within = AlertFormatHooks.within(SHORT, metrics);
    within.add(
        format(
            request -> {
              begun.countDown();
              awaitUninterruptibly(end);
              try {
                readLater.completeExceptionally(
                    new AssertionError("read " + request.body().readAllBytes().length));
              } catch (IOException e) {
                readLater.complete(e);
              }
              return message("late");
            }),
        0);

    AlertFormats formats = new AlertFormats(within);
    int asked = 0;
    // on a busy machine the time may be over before it has begun
    while (begun.getCount() > 0 && asked < 50) {
      asked++;
      assertThatThrownBy(() -> read(formats))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE);
                assertThat(e.retryAfter()).isPresent();
              });
    }
    end.countDown();

    assertThat(readLater.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    assertThat(outcomes()).contains("ok").filteredOn("timeout"::equals).hasSize(asked);
  }

  private static void awaitUninterruptibly(CountDownLatch end) {
    boolean ended = false;
    while (!ended) {
      try {
        ended = end.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        // one that takes no notice of its time
        continue;
      }
    }
  }

  @Test
  void thatBreakOnlyBecauseTheirTimeIsOverAreAskedAgainLater() {
    AlertFormatHooks within = AlertFormatHooks.within(SHORT, metrics);
    within.add(
        format(
            request -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return message("never");
            }),
        0);

    assertThat(read(within)).isInstanceOf(Reading.Late.class);
  }
}
