package dev.muster.core.callback;

import dev.muster.api.Caller;
import dev.muster.api.Metrics;
import dev.muster.api.PlatformCallbacks;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.callback.EventRecord.Kind;
import dev.muster.core.platform.Binding;
import dev.muster.core.platform.Connections;
import dev.muster.core.platform.Credentials;
import dev.muster.core.user.IdentityRecord;
import dev.muster.spi.Callbacks.PlatformEvent;
import dev.muster.spi.Callbacks.PlatformEvent.UserChanged;
import dev.muster.spi.Callbacks.PlatformEvent.UserLeft;
import dev.muster.spi.Callbacks.PlatformEvent.UserRenamed;
import dev.muster.spi.Callbacks.Push;
import dev.muster.spi.Callbacks.Received;
import dev.muster.spi.Callbacks.Received.Accepted;
import dev.muster.spi.Callbacks.Received.Rejected;
import dev.muster.spi.Deadline;
import dev.muster.spi.ProviderException;
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

/** Has pushes verified, puts what they tell into the queue, and answers. */
@Component(service = PlatformCallbacks.class)
public final class CallbackIntake implements PlatformCallbacks {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackIntake.class);
  private static final String COUNTER = "muster_callbacks_total";

  private final Credentials credentials;
  private final Connections connections;
  private final EventQueue queue;
  private final Metrics metrics;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public CallbackIntake(
      @Reference Credentials credentials,
      @Reference Connections connections,
      @Reference EventQueue queue,
      @Reference Metrics metrics) {
    this(credentials, connections, queue, metrics, Clock.tickMillis(ZoneOffset.UTC));
  }

  CallbackIntake(
      Credentials credentials,
      Connections connections,
      EventQueue queue,
      Metrics metrics,
      InstantSource clock) {
    this.credentials = credentials;
    this.connections = connections;
    this.queue = queue;
    this.metrics = metrics;
    this.clock = clock;
  }

  private record Read(Optional<Received> received, boolean userIdIgnoresCase) {}

  @Override
  public Optional<Answer> receive(
      Caller caller, String tenant, String platform, Push push, Deadline deadline) {
    Optional<Binding> binding = credentials.ofMobileApp(tenant, platform);
    if (binding.isEmpty()) {
      return refused(caller, "unknown", "there is no such mobile app");
    }
    Read read = read(binding.get(), push, deadline);
    if (read.received().isEmpty()) {
      return refused(caller, platform, "the mobile app has no keys for callbacks");
    }
    if (read.received().get() instanceof Rejected rejected) {
      return refused(caller, platform, rejected.reason());
    }
    Accepted accepted = (Accepted) read.received().get();
    Map<String, EventRecord> events = new LinkedHashMap<>();
    Instant now = clock.instant();
    for (PlatformEvent event : accepted.events()) {
      // a millisecond apart, so that they are worked on in the order in which they were told
      Instant due = now.plusMillis(events.size());
      record(tenant, platform, accepted.platformTenant(), event, read.userIdIgnoresCase(), due)
          .ifPresent(it -> events.put(EventRecord.id(tenant, platform, event.id()), it));
    }
    queue.add(tenant, events);
    metrics.count(COUNTER, "platform", platform, "outcome", "accepted");
    return Optional.of(new Answer(accepted.contentType(), accepted.answer()));
  }

  private Read read(Binding binding, Push push, Deadline deadline) {
    try {
      return connections.local(
          binding,
          deadline,
          (connection, descriptor) ->
              new Read(
                  connection.callbacks().map(it -> it.receive(push)),
                  descriptor.userIdIgnoresCase()));
    } catch (ProviderException e) {
      metrics.count(COUNTER, "platform", binding.platform(), "outcome", "failed");
      throw new ProblemException(ProblemCode.UNAVAILABLE, "It cannot be taken in now.");
    }
  }

  private Optional<Answer> refused(Caller caller, String platform, String reason) {
    metrics.count(COUNTER, "platform", platform, "outcome", "refused");
    LOG.info("A callback of {} is refused: {} ({})", platform, reason, caller.correlationId());
    return Optional.empty();
  }

  /** What is worth remembering of an event; nobody works on the others. */
  private static Optional<EventRecord> record(
      String tenant,
      String platform,
      String company,
      PlatformEvent event,
      boolean ignoreCase,
      Instant now) {
    if (event instanceof UserLeft left) {
      String identity = IdentityRecord.id(platform, company, left.userId(), ignoreCase);
      return Optional.of(
          fresh(
              Kind.LEFT, tenant, platform, identity, left.userId(), Optional.empty(), event, now));
    }
    if (event instanceof UserChanged changed) {
      String identity = IdentityRecord.id(platform, company, changed.userId(), ignoreCase);
      return Optional.of(
          fresh(
              Kind.CHANGED,
              tenant,
              platform,
              identity,
              changed.userId(),
              Optional.empty(),
              event,
              now));
    }
    if (event instanceof UserRenamed renamed) {
      String identity = IdentityRecord.id(platform, company, renamed.userId(), ignoreCase);
      String to = IdentityRecord.id(platform, company, renamed.newUserId(), ignoreCase);
      return Optional.of(
          fresh(
              Kind.RENAMED,
              tenant,
              platform,
              identity,
              renamed.newUserId(),
              Optional.of(to),
              event,
              now));
    }
    return Optional.empty();
  }

  private static EventRecord fresh(
      Kind kind,
      String tenant,
      String platform,
      String identity,
      String platformUserId,
      Optional<String> newIdentity,
      PlatformEvent event,
      Instant now) {
    return new EventRecord(
        kind,
        tenant,
        platform,
        identity,
        platformUserId,
        newIdentity,
        event.at(),
        now,
        0,
        Optional.of(now));
  }
}
