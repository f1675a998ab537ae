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
import dev.muster.spi.Change;
import dev.muster.spi.Document;
import dev.muster.spi.IndexEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes audit events, for the commit of what they tell of. */
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
  public Audit(@Reference Storage storage, @Reference Settings settings) {
    this(storage, settings.auditRetention(), Clock.tickMillis(ZoneOffset.UTC));
  }

  /** Uses a storage and a clock, and keeps events as long as is usual. */
  public Audit(Storage storage, InstantSource clock) {
    this(storage, Settings.AUDIT_RETENTION, clock);
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
   * An event, as a change.
   *
   * @param caller by whom
   * @param tenant the tenant's id, or the empty string
   * @param action such as {@code mobile-app.created}
   * @param subject such as {@code mobile-app:wechatwork}
   * @param detail more of it, never a secret
   */
  public Change event(
      Caller caller, String tenant, String action, String subject, Map<String, String> detail) {
    Instant now = clock.instant();
    String id = ids.next(now);
    return events.create(
        tenant,
        id,
        new AuditEvent(
            id,
            now,
            caller.actor(),
            action,
            subject,
            tenant,
            caller.address(),
            caller.correlationId(),
            detail));
  }

  /**
   * The same event with more in it, as a change: for counts that grow, never for what was done.
   *
   * @param stored the event as it was stored
   * @param detail its new detail
   */
  public Change replaced(Stored<AuditEvent> stored, Map<String, String> detail) {
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
            detail));
  }

  /** The event that a change has stored. */
  public Stored<AuditEvent> stored(Change change, UnitOfWork committed) {
    Document document =
        change instanceof Change.Create create
            ? create.document()
            : ((Change.Replace) change).document();
    return new Stored<>(change.key(), committed.version(change.key()), events.value(document));
  }

  /** The event that a change stores. */
  public AuditEvent event(Change.Create change) {
    return events.value(change.document());
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
