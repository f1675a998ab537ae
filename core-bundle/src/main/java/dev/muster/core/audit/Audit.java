package dev.muster.core.audit;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.core.check.Texts;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.spi.Change;
import dev.muster.spi.IndexEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

  static final Schema<AuditEvent> SCHEMA = Schema.of(COLLECTION, AuditEvent.class, Audit::indexes);

  private static final int MAX_INDEXED = 100;

  private final Repository<AuditEvent> events;
  private final InstantSource clock;
  private final EventIds ids = new EventIds();

  /** Uses a storage. */
  @Activate
  public Audit(@Reference Storage storage) {
    this(storage, Clock.tickMillis(ZoneOffset.UTC));
  }

  /** Uses a storage and a clock. */
  public Audit(Storage storage, InstantSource clock) {
    this.events = storage.repository(SCHEMA);
    this.clock = clock;
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

  /** The event that a change stores. */
  public AuditEvent event(Change.Create change) {
    return events.value(change);
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
