package dev.muster.core.rota;

import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.hook.RotaSourceHooks.Answer.Missing;
import dev.muster.core.hook.RotaSourceHooks.Fault;
import dev.muster.core.testing.FakeRotaSource;
import dev.muster.core.testing.Logged;
import dev.muster.spi.Text;
import dev.muster.spi.rota.RotaSourceException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the log has of sources that fail. */
final class SourceFailuresTest extends SourcedRotasFixture {
  private static final RuntimeException BROKEN =
      new IllegalStateException(
          "https://pager.example/?token=t0p", new IllegalArgumentException("t0p"));

  private static List<String> warnings(String log) {
    return log.lines().filter(line -> line.contains("The source pager of the rota")).toList();
  }

  private String forAnHour() {
    return Logged.by(
        () -> {
          for (int minute = 0; minute < 60; minute++) {
            later(Duration.ofMinutes(1));
          }
        });
  }

  @Test
  void areLoggedOnceWithTenantRotaSourceAndCauseAndWithoutWhatMayBeSecret() {
    String id = create("db");
    pager.failure = Optional.of(BROKEN);
    String log = forAnHour();

    assertThat(warnings(log))
        .singleElement()
        .satisfies(line -> assertThat(line).contains(TENANT, id, "failed"));
    assertThat(log)
        .contains("java.lang.IllegalStateException", "java.lang.IllegalArgumentException")
        .contains("SourceFailuresTest")
        .doesNotContain("t0p");
  }

  @Test
  void areLoggedForEachRotaAndKind() {
    pager.says("web", SAYS_WANG);
    String db = create("db");
    String web = create("web");
    pager.failure = Optional.of(BROKEN);
    assertThat(warnings(forAnHour()))
        .hasSize(2)
        .anyMatch(line -> line.contains(db))
        .anyMatch(line -> line.contains(web));

    pager.failure =
        Optional.of(RotaSourceException.unavailable(new Text("It has no token.", "缺少令牌。")));
    assertThat(warnings(forAnHour()))
        .hasSize(2)
        .allMatch(line -> line.endsWith("has no answer: It has no token."));
    pager.failure = Optional.of(BROKEN);
    assertThat(warnings(forAnHour())).as("each kind once").isEmpty();

    core.rotaSources.remove(FakeRotaSource.ID);
    assertThat(warnings(forAnHour())).hasSize(2).allMatch(line -> line.contains("no plugin"));
  }

  @Test
  void areLoggedAgainOnceTheSourceHasAnswered() {
    create("db");
    pager.failure = Optional.of(BROKEN);
    assertThat(warnings(forAnHour())).hasSize(1);
    pager.failure = Optional.empty();
    assertThat(warnings(forAnHour())).isEmpty();
    pager.failure = Optional.of(BROKEN);
    assertThat(warnings(forAnHour())).hasSize(1);
  }

  /** The answer refers to the log. */
  @Test
  void ofAPreviewAreLoggedOnceAMinute() {
    pager.failure = Optional.of(BROKEN);
    String log =
        Logged.by(
            () -> {
              for (int i = 0; i < 3; i++) {
                rotas.preview(TENANT, sourced(FakeRotaSource.ID, "db"), none(), none());
                core.clock.advance(SourceBounds.PAUSE);
              }
            });

    assertThat(log.lines().filter(line -> line.contains("the source pager failed"))).hasSize(1);
    assertThat(log).contains(TENANT, "java.lang.IllegalStateException").doesNotContain("t0p");
  }

  private static List<String> previewed(
      SourceFailures failures, String tenant, String source, Fault fault) {
    return Logged.by(
            () ->
                failures.logPreview(
                    tenant, source, new Missing<>(new Text("No answer.", "无应答。"), fault)))
        .lines()
        .toList();
  }

  /** Of the others the answer itself says all that there is to say. */
  @ParameterizedTest
  @EnumSource(Fault.class)
  void ofAPreviewAreLoggedWhereTheAnswerRefersToTheLog(Fault fault) {
    boolean isReferredTo = Set.of(Fault.FAILED, Fault.LATE, Fault.BUSY).contains(fault);

    assertThat(previewed(new SourceFailures(core.clock), TENANT, FakeRotaSource.ID, fault))
        .hasSize(isReferredTo ? 1 : 0);
  }

  @Test
  void ofPreviewsAreLoggedForEachTenantAndSourceUpToABound() {
    SourceFailures failures = new SourceFailures(core.clock);
    assertThat(previewed(failures, "acme", "pager", Fault.FAILED)).hasSize(1);
    assertThat(previewed(failures, "globex", "pager", Fault.FAILED)).hasSize(1);
    assertThat(previewed(failures, "acme", "phone", Fault.FAILED)).hasSize(1);
    assertThat(previewed(failures, "acme", "pager", Fault.LATE)).isEmpty();
    int logged = 0;
    for (int i = 0; i < 150; i++) {
      logged += previewed(failures, "tenant-" + i, "pager", Fault.FAILED).size();
    }
    assertThat(logged).isEqualTo(97);
  }
}
