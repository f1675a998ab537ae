package dev.muster.core.callback;

import dev.muster.api.Caller;
import dev.muster.api.Metrics;
import dev.muster.api.PlatformCallbacks;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.callback.PlatformEventTask.Kind;
import dev.muster.core.change.Changes;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.user.IdentityRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Callbacks.PlatformEvent;
import dev.muster.spi.platform.Callbacks.PlatformEvent.UserChanged;
import dev.muster.spi.platform.Callbacks.PlatformEvent.UserLeft;
import dev.muster.spi.platform.Callbacks.PlatformEvent.UserRenamed;
import dev.muster.spi.platform.Callbacks.Push;
import dev.muster.spi.platform.Callbacks.Received;
import dev.muster.spi.platform.Callbacks.Received.Accepted;
import dev.muster.spi.platform.Callbacks.Received.Rejected;
import dev.muster.spi.platform.ProviderException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has webhook events verified, stores them as tasks, and answers. */
@Component(service = PlatformCallbacks.class)
public final class CallbackIntake implements PlatformCallbacks {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackIntake.class);
  private static final String COUNTER = "muster_callbacks_total";

  private final Credentials credentials;
  private final Connections connections;
  private final Changes changes;
  private final TaskQueue queue;
  private final Metrics metrics;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public CallbackIntake(
      @Reference Credentials credentials,
      @Reference Connections connections,
      @Reference Changes changes,
      @Reference TaskQueue queue,
      @Reference Metrics metrics) {
    this(credentials, connections, changes, queue, metrics, Clock.tickMillis(ZoneOffset.UTC));
  }

  CallbackIntake(
      Credentials credentials,
      Connections connections,
      Changes changes,
      TaskQueue queue,
      Metrics metrics,
      InstantSource clock) {
    this.credentials = credentials;
    this.connections = connections;
    this.changes = changes;
    this.queue = queue;
    this.metrics = metrics;
    this.clock = clock;
  }

  private record Read(Optional<Received> received, boolean userIdIgnoresCase) {}

  @Override
  public Optional<Answer> receive(
      Caller caller, String tenant, String platform, Push request, Deadline deadline) {
    Optional<Binding> binding = credentials.ofMobileApp(tenant, platform);
    if (binding.isEmpty()) {
      return refused(caller, "unknown", "there is no such mobile app");
    }
    Read read = read(binding.get(), request, deadline);
    if (read.received().isEmpty()) {
      return refused(caller, platform, "the mobile app has no keys for callbacks");
    }
    if (read.received().get() instanceof Rejected rejected) {
      return refused(caller, platform, rejected.reason());
    }
    Accepted accepted = (Accepted) read.received().get();
    Map<String, PlatformEventTask> events = new LinkedHashMap<>();
    for (PlatformEvent event : accepted.events()) {
      task(platform, accepted.platformTenant(), event, read.userIdIgnoresCase())
          .ifPresent(it -> events.put(PlatformEventTask.id(tenant, platform, event.id()), it));
    }
    store(caller, tenant, platform, events);
    metrics.count(COUNTER, "platform", platform, "outcome", "accepted");
    return Optional.of(new Answer(accepted.contentType(), accepted.answer()));
  }

  /** Stored before the platform is answered; what came before is left out. */
  private void store(
      Caller caller, String tenant, String platform, Map<String, PlatformEventTask> events) {
    events.values().stream()
        .map(PlatformEventTask::type)
        .distinct()
        .filter(type -> !queue.hasRoom(type, tenant))
        .findAny()
        .ifPresent(
            type -> {
              throw new ProblemException(ProblemCode.UNAVAILABLE, "Too many events are waiting.");
            });
    changes.run(
        caller,
        tenant,
        work -> {
          Instant due = clock.instant();
          for (Map.Entry<String, PlatformEventTask> event : events.entrySet()) {
            if (!queue.isKnown(event.getKey())) {
              PlatformEventTask it = event.getValue();
              queue.add(
                  work, new TaskQueue.New<>(it.type(), tenant, platform, it), event.getKey(), due);
              // a millisecond apart, so that they run in the order in which they were sent
              due = due.plusMillis(1);
            }
          }
        });
  }

  private Read read(Binding binding, Push request, Deadline deadline) {
    try {
      return connections.local(
          binding,
          deadline,
          (connection, descriptor) ->
              new Read(
                  connection.callbacks().map(it -> it.receive(request)),
                  descriptor.userIdIgnoresCase()));
    } catch (ProviderException e) {
      metrics.count(COUNTER, "platform", binding.platform(), "outcome", "failed");
      throw new ProblemException(ProblemCode.UNAVAILABLE, "It cannot be accepted now.");
    }
  }

  private Optional<Answer> refused(Caller caller, String platform, String reason) {
    metrics.count(COUNTER, "platform", platform, "outcome", "refused");
    LOG.info("A callback of {} is refused: {} ({})", platform, reason, caller.correlationId());
    return Optional.empty();
  }

  /** What is worth a task of an event; the others follow nothing. */
  private static Optional<PlatformEventTask> task(
      String platform, String company, PlatformEvent event, boolean ignoreCase) {
    if (event instanceof UserLeft left) {
      return Optional.of(
          new PlatformEventTask(
              Kind.LEFT,
              platform,
              IdentityRecord.id(platform, company, left.userId(), ignoreCase),
              left.userId(),
              Optional.empty(),
              event.at()));
    }
    if (event instanceof UserChanged changed) {
      return Optional.of(
          new PlatformEventTask(
              Kind.CHANGED,
              platform,
              IdentityRecord.id(platform, company, changed.userId(), ignoreCase),
              changed.userId(),
              Optional.empty(),
              event.at()));
    }
    if (event instanceof UserRenamed renamed) {
      return Optional.of(
          new PlatformEventTask(
              Kind.RENAMED,
              platform,
              IdentityRecord.id(platform, company, renamed.userId(), ignoreCase),
              renamed.newUserId(),
              Optional.of(IdentityRecord.id(platform, company, renamed.newUserId(), ignoreCase)),
              event.at()));
    }
    return Optional.empty();
  }
}
