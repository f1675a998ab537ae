package dev.muster.core.rota;

import dev.muster.core.change.ChangeSet;
import dev.muster.core.rota.RotaRecord.SourceRecord;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.task.Beat;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the source of a rota again and again, for as long as the rota has one. */
@Component(service = TaskHandler.class)
public final class SourceReadings implements TaskHandler<SourceReadings.Of> {
  /** Who is on duty may be changed at any time, and nobody tells. */
  static final Duration EVERY = Duration.ofMinutes(5);

  /** One that fails is soon there again, or not for long. */
  private static final Duration WHILE_FAILING = Duration.ofMinutes(1);

  private static final Duration SOON = Duration.ofMinutes(10);

  static final TaskType<Of> TYPE =
      TaskType.of("rota-reading", Of.class, Pace.SOURCE, Retry.ALWAYS).kept();

  private final SourcedDuty duty;
  private final Repository<RotaRecord> rotas;
  private final TaskQueue queue;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public SourceReadings(
      @Reference SourcedDuty duty,
      @Reference Storage storage,
      @Reference TaskQueue queue,
      @Reference InstantSource clock) {
    this.duty = duty;
    this.rotas = storage.repository(RotaRecord.SCHEMA);
    this.queue = queue;
    this.clock = clock;
  }

  /** The task's payload: which rota. */
  record Of(String rota) {}

  /** Begins with the commit that gives a rota its source. */
  static void begin(ChangeSet work, TaskQueue queue, String tenant, String rota, String source) {
    queue.add(work, task(tenant, rota, source));
  }

  /** One source after the other: one that hangs takes one thread, however many rotas name it. */
  private static TaskQueue.New<Of> task(String tenant, String rota, String source) {
    return new TaskQueue.New<>(TYPE, tenant, source, new Of(rota));
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Of> task) {
    duty.ask(task.tenant(), task.payload().rota(), task.deadline());
    return new Result.Done(work -> again(work, task.tenant(), task.payload().rota()));
  }

  private void again(ChangeSet work, String tenant, String rota) {
    Optional<SourceRecord> source = rotas.find(tenant, rota).flatMap(read -> read.value().source());
    if (source.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    boolean isBackSoon =
        duty.kept(tenant, rota, source.get())
            .flatMap(DutyRecord::failure)
            .filter(failure -> failure.since().isAfter(now.minus(SOON)))
            .isPresent();
    Instant next = Beat.next(rota, now.plus(TaskType.EARLY), isBackSoon ? WHILE_FAILING : EVERY);
    // the same for all that read the rota: one whose source was changed has one of them waiting
    String name = String.join(".", TYPE.name(), rota, Long.toString(next.toEpochMilli()));
    if (!queue.isKnown(name)) {
      queue.add(work, task(tenant, rota, source.get().id()), name, next);
    }
  }
}
