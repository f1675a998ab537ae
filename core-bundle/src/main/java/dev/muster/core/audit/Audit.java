package dev.muster.core.audit;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.core.check.Texts;
import dev.muster.core.settings.Settings;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.hook.DomainEvent;
import dev.muster.spi.hook.RecordedEvent;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes audit events, for the commit of what they record. */
@Component(service = Audit.class)
public final class Audit {
  /** The collection. */
  public static final String COLLECTION = "audit-event";

  static final String TIME = "time";
  static final String ACTOR = "actor";
  static final String ACTION = "action";
  static final String SUBJECT = "subject";

  private static final int MAX_INDEXED = 100;

  private final Repository<AuditEvent> events;
  private final InstantSource clock;
  private final EventIds ids = new EventIds();

  /** Uses a storage. */
  @Activate
  public Audit(
      @Reference Storage storage, @Reference Settings settings, @Reference InstantSource clock) {
    this(storage, settings.auditRetention(), clock);
  }

  /** Uses a storage and a clock, and keeps events as long as is usual. */
  public static Audit at(Storage storage, InstantSource clock) {
    return new Audit(storage, Settings.AUDIT_RETENTION, clock);
  }

  Audit(Storage storage, Duration retention, InstantSource clock) {
    this.events = storage.repository(schema(retention));
    this.clock = clock;
  }

  /** Events that end when they have been kept long enough. */
  static Schema<AuditEvent> schema(Duration retention) {
    return new Schema<>(
        COLLECTION,
        AuditEvent.class,
        Audit::indexes,
        event -> Optional.of(event.at().plus(retention)));
  }

  /**
   * The same event with more in it, as a change: for counts that grow, never for what was done.
   *
   * @param stored the event as it was stored
   * @param now the same, as it is now
   */
  public Change replaced(Stored<AuditEvent> stored, DomainEvent now) {
    AuditEvent was = stored.value();
    return events.replace(
        stored,
        new AuditEvent(
            was.id(),
            was.at(),
            was.actor(),
            was.action(),
            was.subject(),
            was.tenant(),
            was.address(),
            was.correlationId(),
            now.detail()));
  }

  /** The event that a change has stored. */
  public Stored<AuditEvent> committed(Change change, UnitOfWork committed) {
    Document document =
        change instanceof Change.Create create
            ? create.document()
            : ((Change.Replace) change).document();
    return new Stored<>(change.key(), committed.version(change.key()), events.value(document));
  }

  /**
   * An event, with its time and id.
   *
   * @param caller by whom
   * @param tenant the tenant's id, or the empty string
   * @param event what happened
   */
  public RecordedEvent recorded(Caller caller, String tenant, DomainEvent event) {
    Instant now = clock.instant();
    return new RecordedEvent(
        ids.next(now),
        now,
        tenant,
        caller.actor(),
        caller.address(),
        caller.correlationId(),
        event);
  }

  /** What stores an event. */
  public Change stored(RecordedEvent recorded) {
    DomainEvent event = recorded.event();
    return events.create(
        recorded.tenant(),
        recorded.id(),
        new AuditEvent(
            recorded.id(),
            recorded.at(),
            recorded.actor(),
            event.action().id(),
            event.subject(),
            recorded.tenant(),
            recorded.address(),
            recorded.correlationId(),
            event.detail()));
  }

  private static List<IndexEntry> indexes(AuditEvent event) {
    return List.of(
        IndexEntry.of(TIME, event.id()),
        IndexEntry.of(ACTOR, value(event.actor(), event.id())),
        IndexEntry.of(ACTION, value(event.action(), event.id())),
        IndexEntry.of(SUBJECT, value(event.subject(), event.id())));
  }

  /** An index value: what, then when; so that the events of one what stand in the order of time. */
  static String value(String what, String id) {
    String plain = what.replace('\0', ' ');
    return Schema.join(Texts.cut(plain, MAX_INDEXED), id);
  }
}
