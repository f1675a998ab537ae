package dev.muster.core.testing;

import dev.muster.spi.rota.DutyPerson;
import dev.muster.spi.rota.DutyPlan;
import dev.muster.spi.rota.DutyRequest;
import dev.muster.spi.rota.DutyShift;
import dev.muster.spi.rota.RotaSource;
import dev.muster.spi.rota.RotaSourceException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source, {@code pager} unless named otherwise, which says what a test has it say. */
public final class FakeRotaSource implements RotaSource {
  public static final String ID = "pager";

  private final String id;

  /** What it says, by schedule. */
  public final Map<String, DutyPlan> plans = new ConcurrentHashMap<>();

  /** What it was asked. */
  public final List<DutyRequest> asked = new CopyOnWriteArrayList<>();

  /** What it throws in place of an answer. */
  public volatile Optional<RuntimeException> failure = Optional.empty();

  public FakeRotaSource() {
    this(ID);
  }

  public FakeRotaSource(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public DutyPlan read(DutyRequest request) {
    asked.add(request);
    failure.ifPresent(
        thrown -> {
          throw thrown;
        });
    return Optional.ofNullable(plans.get(request.schedule()))
        .orElseThrow(RotaSourceException::unknownSchedule);
  }

  /** From now on nobody but these is on duty, always. */
  public void says(String schedule, DutyPerson... people) {
    plans.put(
        schedule,
        DutyPlan.of(List.of(DutyShift.of(Instant.MIN, Instant.MAX, Arrays.asList(people)))));
  }

  /** From now on these are on duty, one after the other for an hour each. */
  public void saysHourly(String schedule, Instant begin, DutyPerson... people) {
    plans.put(
        schedule,
        DutyPlan.of(
            Arrays.stream(people)
                .map(
                    person -> {
                      Instant start =
                          begin.plusSeconds(3600L * Arrays.asList(people).indexOf(person));
                      return DutyShift.of(start, start.plusSeconds(3600), List.of(person));
                    })
                .toList()));
  }
}
