package dev.muster.testkit.rota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.muster.spi.Deadline;
import dev.muster.spi.rota.DutyPerson;
import dev.muster.spi.rota.DutyPlan;
import dev.muster.spi.rota.DutyRequest;
import dev.muster.spi.rota.DutyShift;
import dev.muster.spi.rota.RotaSource;
import dev.muster.spi.rota.RotaSourceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every {@link RotaSource}. */
public abstract class RotaSourceContract {
  private static final int THREADS = 8;
  private static final Duration LONGEST = Duration.ofDays(92);

  /** For an answer, and for giving up once that is over. */
  private static final Duration TIME = Duration.ofSeconds(5);

  private static final Duration SOON = Duration.ofSeconds(2);

  /** Makes the contract of what the methods below give. */
  protected RotaSourceContract() {}

  /**
   * The source, with the other system behind it, or one that stands for it.
   *
   * @return it, another one at every call or the same
   */
  protected abstract RotaSource source();

  /**
   * A schedule that the source has.
   *
   * @return what it calls it
   */
  protected abstract String schedule();

  /**
   * A moment at which somebody is on duty by that schedule.
   *
   * @return the moment
   */
  protected abstract Instant staffed();

  private record Asked(String tenant, String schedule, Instant from, Instant to, Deadline deadline)
      implements DutyRequest {}

  private DutyPlan read(String schedule, Duration length) throws IOException {
    return read(source(), schedule, length);
  }

  private DutyPlan read(RotaSource source, String schedule, Duration length) throws IOException {
    return source.read(asked(schedule, length, Deadline.in(TIME)));
  }

  private DutyRequest asked(String schedule, Duration length, Deadline deadline) {
    return new Asked("acme", schedule, staffed(), staffed().plus(length), deadline);
  }

  private static List<DutyPerson> at(DutyPlan plan, Instant moment) {
    return plan.shifts().stream()
        .filter(shift -> !shift.start().isAfter(moment) && shift.end().isAfter(moment))
        .flatMap(shift -> shift.people().stream())
        .toList();
  }

  @Test
  void hasAnIdForRotas() {
    assertThat(source().id()).matches("[a-z][a-z0-9-]{0,30}").isEqualTo(source().id());
  }

  @Test
  void saysWhoIsOnDuty() throws IOException {
    DutyPlan plan = read(schedule(), Duration.ofDays(1));
    assertThat(at(plan, staffed())).isNotEmpty();
    assertThat(plan.knownFrom().orElse(staffed())).isBeforeOrEqualTo(staffed());
    assertThat(plan.knownUntil().orElse(Instant.MAX)).isAfter(staffed());
  }

  @Test
  void saysOfAMomentWhatItSaysOfALongTime() throws IOException {
    List<DutyPerson> people = at(read(schedule(), Duration.ofSeconds(1)), staffed());
    assertThat(at(read(schedule(), LONGEST), staffed())).isEqualTo(people);
  }

  @Test
  void namesPeopleAsTheProductFindsThem() throws IOException {
    DutyPlan plan = read(schedule(), LONGEST);
    assertThat(plan.shifts())
        .hasSizeLessThanOrEqualTo(RotaSource.MAX_SHIFTS)
        .allMatch(shift -> shift.people().size() <= RotaSource.MAX_PEOPLE);
    Stream<DutyPerson> people = plan.shifts().stream().map(DutyShift::people).flatMap(List::stream);
    assertThat(people)
        .allSatisfy(
            person -> {
              assertThat(person.value()).isNotBlank().hasSizeLessThanOrEqualTo(200);
              switch (person.by()) {
                case EMAIL -> assertThat(person.value()).matches("[^@\\s]+@[^@\\s]+");
                case MOBILE -> assertThat(person.value()).matches("\\+[0-9]{7,15}");
                case ACCOUNT -> assertThat(person.platform().orElse("")).matches("[a-z0-9-]{1,31}");
                case USER -> assertThat(person.platform()).isEmpty();
              }
            });
  }

  @Test
  void answersInTime() throws IOException {
    DutyRequest request = asked(schedule(), LONGEST, Deadline.in(TIME));
    assertThat(at(source().read(request), staffed())).isNotEmpty();
    assertThat(request.deadline().passed()).isFalse();
  }

  /** Nobody waits for it any more: it makes no call to the other system. */
  @Test
  void isBackAtOnceWhereNoTimeIsLeft() {
    RotaSource source = source();
    DutyRequest request = asked(schedule(), LONGEST, Deadline.in(Duration.ZERO));
    Deadline soon = Deadline.in(SOON);
    Throwable thrown = catchThrowable(() -> source.read(request));
    assertThat(soon.passed()).isFalse();
    // one that answers from memory may answer
    assertThat(thrown == null || thrown instanceof Exception).isTrue();
  }

  /** Nobody on duty is an answer; a schedule that is not there is none. */
  @Test
  void saysInBothLanguagesThatThereIsNoSuchSchedule() {
    for (String schedule : List.of("no such schedule", "../" + schedule(), "x".repeat(200))) {
      assertThatThrownBy(() -> read(schedule, Duration.ofDays(1)))
          .isInstanceOfSatisfying(
              RotaSourceException.class,
              e -> {
                assertThat(e.why().en()).isNotBlank();
                assertThat(e.why().zhCn()).isNotBlank();
              });
    }
  }

  @Test
  void answersTheSameToMany() throws Exception {
    // the same one in all threads: the product has one as well
    RotaSource source = source();
    List<DutyPerson> people = at(read(source, schedule(), Duration.ofDays(1)), staffed());
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Callable<DutyPlan> ask = () -> read(source, schedule(), Duration.ofDays(1));
      for (Future<DutyPlan> answer :
          threads.invokeAll(Stream.generate(() -> ask).limit(THREADS * 4L).toList())) {
        assertThat(at(answer.get(), staffed())).isEqualTo(people);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
