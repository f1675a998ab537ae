package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.Connection;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@link dev.muster.spi.platform.Connection#check}. */
abstract class CheckContract {
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(500);

  private final PlatformFixture fixture;

  CheckContract(PlatformFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void triesSomethingAndNamesEachStepOnce() {
    assertThat(check(TIME).steps())
        .isNotEmpty()
        .extracting(Step::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
  }

  /**
   * A provider that has no server to ask has found nothing out, and must not say that all is well.
   */
  @Test
  void saysThatAllIsWellIfAndOnlyIfItTriedAndItIs() {
    assertThat(check(TIME).ok()).isEqualTo(!fixture.possible().isEmpty());
  }

  @Test
  void saysWhetherMessagesCanBeSentWhereTheyAre() {
    assumeFalse(fixture.possible().isEmpty(), "There is no server to try anything at");
    assumeTrue(
        fixture.provider().descriptor().messages().isPresent(),
        "The descriptor does not name messages to people");
    assertThat(fixture.environment().messages()).isTrue();
    assertThat(check(TIME).capabilities()).containsEntry(Capability.MESSAGES, true);
  }

  /** Or an administrator waits for a tick that never comes. */
  @Test
  void provesOfWhatIsSetUpWhatItSays() {
    assumeFalse(fixture.possible().isEmpty(), "There is no server to try anything at");
    assertThat(check(TIME).steps())
        .filteredOn(Step::ok)
        .extracting(Step::id)
        .containsAll(
            fixture.provider().descriptor().setup().stream()
                .flatMap(item -> item.proof().stream())
                .toList());
  }

  @TestFactory
  Stream<DynamicTest> namesTheFixOfWhateverIsWrong() {
    assumeFalse(fixture.possible().isEmpty(), "There is no server that could go wrong");
    return fixture.possible().stream()
        .map(
            trouble ->
                DynamicTest.dynamicTest(
                    trouble.name(),
                    () -> {
                      fixture.reset();
                      fixture.begin(trouble);
                      CheckReport report = check(trouble == Trouble.HANG ? SHORT : TIME);
                      assertThat(report.ok()).isFalse();
                      assertThat(report.steps())
                          .filteredOn(step -> !step.ok())
                          .allMatch(step -> step.fix().isPresent());
                    }));
  }

  @Test
  void endsByItsDeadlineWhenNothingAnswers() {
    assumeTrue(fixture.possible().contains(Trouble.HANG), "The platform always answers");
    fixture.begin(Trouble.HANG);
    long began = System.nanoTime();
    check(SHORT);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIME);
  }

  @Test
  void makesNoThread() throws Exception {
    Connection connection = ChatProviderContract.connect(fixture);
    ThreadWatch.assertThatNoThreadIsMadeBy(
        () -> connection.check(fixture.environment(), Deadline.in(TIME)));
  }

  @Test
  void tellsNoSecret() {
    CheckReport report = check(TIME);
    fixture.fields().entrySet().stream()
        .filter(entry -> isSecret(entry.getKey()))
        .forEach(entry -> assertThat(report.toString()).doesNotContain(entry.getValue()));
  }

  private boolean isSecret(String name) {
    return fixture.provider().descriptor().bindingFields().stream()
        .anyMatch(field -> field.name().equals(name) && field.secret());
  }

  private CheckReport check(Duration time) {
    return ChatProviderContract.connect(fixture).check(fixture.environment(), Deadline.in(time));
  }
}
