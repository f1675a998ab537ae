package dev.muster.web.api;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Tasks;
import dev.muster.spi.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A task that failed and one that runs; remembers what was done to them. */
final class FakeTasks implements Tasks {
  static final String FAILED = "task-1";
  static final String RUNNING = "task-2";

  final List<String> calls = new ArrayList<>();

  private static final Instant THEN = Instant.parse("2026-11-28T09:00:00Z");

  private static final List<Task> ALL =
      List.of(
          new Task(
              FAILED,
              "platform-event-lookup",
              State.FAILED,
              THEN,
              Optional.empty(),
              140,
              Optional.of("The platform's address book does not answer."),
              Optional.of(THEN.plusSeconds(60))),
          new Task(
              RUNNING,
              "user-housekeeping",
              State.RUNNING,
              THEN,
              Optional.of(THEN),
              0,
              Optional.empty(),
              Optional.empty()));

  @Override
  public Page<Task> list(
      String tenant,
      Optional<State> state,
      Optional<String> type,
      int limit,
      Optional<String> after) {
    return Page.only(
        ALL.stream()
            .filter(task -> state.stream().allMatch(it -> it == task.state()))
            .filter(task -> type.stream().allMatch(task.type()::equals))
            .toList());
  }

  private static Task require(String id) {
    return ALL.stream()
        .filter(task -> task.id().equals(id))
        .findFirst()
        .orElseThrow(() -> ProblemException.notFound("task"));
  }

  @Override
  public Task retry(Caller caller, String tenant, String id) {
    Task task = require(id);
    calls.add("retry " + tenant + "/" + id + " by " + caller.actor());
    return task;
  }

  @Override
  public void delete(Caller caller, String tenant, String id) {
    if (require(id).state() == State.RUNNING) {
      throw new ProblemException(ProblemCode.IN_USE, "It runs.");
    }
    calls.add("delete " + tenant + "/" + id + " by " + caller.actor());
  }
}
