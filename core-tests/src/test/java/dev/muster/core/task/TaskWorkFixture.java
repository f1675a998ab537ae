package dev.muster.core.task;

import dev.muster.api.Tenant;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.SteeredStore;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;

/** Nodes that greet by tasks, on one store. */
abstract class TaskWorkFixture {
  record Greeting(String name) {}

  record Greeted(int times) {}

  static final Schema<Greeted> GREETED = Schema.of("greeted", Greeted.class);
  static final TaskType<Greeting> GREET =
      TaskType.of(
          "greet",
          Greeting.class,
          Pace.LOCAL,
          new Retry(Duration.ofSeconds(5), Duration.ofSeconds(20), 4));

  final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T11:00:00Z"));
  final SteeredStore store = new SteeredStore(new InMemoryDocumentStore(clock));
  final Storage storage = new Storage(store);
  final Repository<Greeted> greeted = storage.repository(GREETED);
  final Repository<TaskRecord> stored = storage.repository(TaskRecord.SCHEMA);
  final TaskQueue queue = new TaskQueue(storage, clock, 100, 5);
  final TenantDirectory tenants = new TenantDirectory(storage, clock);
  final Changes changes = new Changes(storage, tenants, Audit.at(storage, clock));
  final CountedMetrics metrics = new CountedMetrics();
  final List<String> ran = new ArrayList<>();
  Function<Greeting, Result> outcome = greeting -> new Result.Done(effect(greeting.name()));
  TaskHandler<Greeting> greeter;
  final TaskWork node = node("a", GREET);

  @BeforeEach
  void theTenantIsThere() {
    tenants.require(Tenant.DEFAULT);
  }

  TaskWork node(String name, TaskType<Greeting> type) {
    TaskWork work = new TaskWork(storage, changes, metrics, clock, name);
    greeter =
        new TaskHandler<Greeting>() {
          @Override
          public TaskType<Greeting> type() {
            return type;
          }

          @Override
          public Result run(Run<Greeting> task) {
            ran.add(name + ":" + task.payload().name());
            return outcome.apply(task.payload());
          }
        };
    work.add(greeter);
    return work;
  }

  Consumer<ChangeSet> effect(String name) {
    return work ->
        work.add(
            greeted
                .find("", name)
                .map(it -> greeted.replace(it, new Greeted(it.value().times() + 1)))
                .orElseGet(() -> greeted.create("", name, new Greeted(1))));
  }

  void add(String lane, String name) {
    add(GREET, lane, name);
  }

  void add(TaskType<Greeting> type, String lane, String name) {
    UnitOfWork work = new UnitOfWork();
    queue.add(work, new TaskQueue.New<>(type, Tenant.DEFAULT, lane, new Greeting(name)));
    storage.commit(work);
    // tasks that are added one after another are due one after another
    clock.advance(Duration.ofMillis(1));
  }

  void runAll(TaskWork work) {
    work.runDue();
  }

  int times(String name) {
    return greeted.find("", name).map(it -> it.value().times()).orElse(0);
  }

  List<TaskRecord> left() {
    return stored.all("", new dev.muster.spi.storage.Query.All(), 1000).stream()
        .map(it -> it.value())
        .toList();
  }
}
