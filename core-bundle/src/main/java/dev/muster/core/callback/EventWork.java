package dev.muster.core.callback;

import dev.muster.api.ProblemException;
import dev.muster.core.platform.Binding;
import dev.muster.core.platform.Connections;
import dev.muster.core.platform.Credentials;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.Departures;
import dev.muster.spi.Deadline;
import dev.muster.spi.Directory;
import dev.muster.spi.Directory.Lookup;
import dev.muster.spi.Directory.Status;
import dev.muster.spi.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from an event. */
@Component(service = EventWork.class)
public final class EventWork {
  private static final Logger LOG = LoggerFactory.getLogger(EventWork.class);
  private static final Duration PLATFORM_TIME = Duration.ofSeconds(5);

  private final Storage storage;
  private final Repository<EventRecord> events;
  private final Departures departures;
  private final Credentials credentials;
  private final Connections connections;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public EventWork(
      @Reference Storage storage,
      @Reference Departures departures,
      @Reference Credentials credentials,
      @Reference Connections connections) {
    this(storage, departures, credentials, connections, Clock.tickMillis(ZoneOffset.UTC));
  }

  EventWork(
      Storage storage,
      Departures departures,
      Credentials credentials,
      Connections connections,
      InstantSource clock) {
    this.storage = storage;
    this.events = storage.repository(EventRecord.SCHEMA);
    this.departures = departures;
    this.credentials = credentials;
    this.connections = connections;
    this.clock = clock;
  }

  /** What the platform says of somebody now. */
  private enum Standing {
    HERE,
    GONE,
    UNCLEAR
  }

  /**
   * Works on an event.
   *
   * @return false if it is to be worked on again later
   */
  boolean on(Stored<EventRecord> event) {
    EventRecord it = event.value();
    return switch (it.kind()) {
      case LEFT -> left(event);
      case RENAMED -> {
        finish(
            event,
            unit ->
                departures.rename(
                    unit,
                    it.tenant(),
                    it.identity(),
                    it.newIdentity().orElse(it.identity()),
                    it.platformUserId()));
        yield true;
      }
      case CHANGED -> changed(event);
    };
  }

  private boolean left(Stored<EventRecord> event) {
    EventRecord it = event.value();
    Optional<String> user = departures.userOf(it.tenant(), it.identity());
    finish(event, unit -> departures.leave(unit, it.tenant(), it.identity(), it.at()));
    user.filter(id -> departures.isGone(it.tenant(), it.identity()))
        .ifPresent(id -> departures.endSessions(it.tenant(), id));
    return true;
  }

  /**
   * The event does not say what they are now, and the platform might tell it of somebody it has
   * just switched off: only the address book lets somebody in again.
   */
  private boolean changed(Stored<EventRecord> event) {
    EventRecord it = event.value();
    if (departures.userOf(it.tenant(), it.identity()).isEmpty()) {
      finish(event, unit -> {});
      return true;
    }
    Standing standing;
    try {
      standing = standing(it);
    } catch (ProviderException e) {
      LOG.info("What became of somebody at {} is asked again: {}", it.platform(), e.code());
      return again(event);
    } catch (ProblemException e) {
      return again(event);
    }
    switch (standing) {
      case HERE -> {
        // a node may have died after it had disabled them and before it had ended these
        departures
            .userOf(it.tenant(), it.identity())
            .filter(user -> departures.isGone(it.tenant(), it.identity()))
            .ifPresent(user -> departures.endSessions(it.tenant(), user));
        finish(event, unit -> departures.comeBack(unit, it.tenant(), it.identity(), it.at()));
      }
      case GONE -> {
        return left(event);
      }
      case UNCLEAR -> finish(event, unit -> {});
    }
    return true;
  }

  private Standing standing(EventRecord event) throws ProviderException {
    Optional<Binding> binding = credentials.ofMobileApp(event.tenant(), event.platform());
    if (binding.isEmpty()) {
      return Standing.UNCLEAR;
    }
    Deadline deadline = Deadline.in(PLATFORM_TIME);
    Optional<Lookup> found =
        connections.call(
            binding.get(),
            deadline,
            (connection, descriptor) -> {
              Optional<Directory> directory = connection.directory();
              return directory.isEmpty()
                  ? Optional.empty()
                  : Optional.of(directory.get().person(event.platformUserId(), deadline));
            });
    if (found.isPresent() && found.get() instanceof Lookup.Unknown unknown) {
      throw new ProviderException(
          unknown.code(), "The address book does not say", Optional.empty());
    }
    return found.map(EventWork::standing).orElse(Standing.UNCLEAR);
  }

  private static Standing standing(Lookup lookup) {
    if (!(lookup instanceof Lookup.Found found)) {
      return Standing.UNCLEAR;
    }
    Status status = found.person().status();
    return switch (status) {
      case ACTIVE -> Standing.HERE;
      case DISABLED, LEFT -> Standing.GONE;
      case NOT_ACTIVATED, UNKNOWN -> Standing.UNCLEAR;
    };
  }

  private interface Effect {
    void on(UnitOfWork unit);
  }

  /** The effect and that it is done, in one commit; nothing if another node was faster. */
  private void finish(Stored<EventRecord> event, Effect effect) {
    boolean unused =
        storage.transact(
            unit -> {
              Optional<Stored<EventRecord>> now = waiting(event);
              if (now.isPresent()) {
                effect.on(unit);
                unit.add(events.replace(now.get(), now.get().value().done()));
              }
              return () -> true;
            });
  }

  private boolean again(Stored<EventRecord> event) {
    return storage.transact(
        unit -> {
          waiting(event)
              .ifPresent(it -> unit.add(events.replace(it, it.value().again(clock.instant()))));
          return () -> false;
        });
  }

  private Optional<Stored<EventRecord>> waiting(Stored<EventRecord> event) {
    return events
        .find(EventRecord.PARTITION, event.key().id())
        .filter(it -> it.value().dueAt().isPresent());
  }
}
