package dev.muster.core.audit;

import dev.muster.api.AuditEvent;
import dev.muster.api.AuditLog;
import dev.muster.core.settings.Settings;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists events by the narrowest of the indexes that a filter names, and looks through the rest. */
@Component(service = AuditLog.class)
public final class StoredAuditLog implements AuditLog {
  /** How many pages of the storage one page of ours may look through. */
  private static final int MAX_ROUNDS = 5;

  private static final String LAST = "g";

  private final Repository<AuditEvent> events;
  private final UnwrittenEvents unwritten;

  /** Uses a storage. */
  @Activate
  public StoredAuditLog(@Reference Storage storage, @Reference UnwrittenEvents unwritten) {
    this.events = storage.repository(Audit.schema(Settings.AUDIT_RETENTION));
    this.unwritten = unwritten;
  }

  @Override
  public Page<AuditEvent> list(String tenant, Filter filter, int limit, Optional<String> after) {
    Repository.checkLimit(limit);
    unwritten.write();
    Query.Condition condition = condition(filter);
    List<AuditEvent> found = new ArrayList<>();
    Optional<String> cursor = after;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Page<Stored<AuditEvent>> page =
          events.page(tenant, condition, true, limit - found.size(), cursor);
      page.items().stream()
          .map(Stored::value)
          .filter(each -> fits(filter, each))
          .forEach(found::add);
      cursor = page.next();
      if (cursor.isEmpty() || found.size() == limit) {
        break;
      }
    }
    return new Page<>(found, cursor);
  }

  private static Query.Condition condition(Filter filter) {
    String from = filter.from().map(EventIds::from).orElse("");
    String to = filter.to().map(EventIds::from).orElse(LAST);
    if (filter.subject().isPresent()) {
      return range(Audit.SUBJECT, filter.subject().get(), from, to);
    }
    if (filter.actor().isPresent()) {
      return range(Audit.ACTOR, filter.actor().get(), from, to);
    }
    if (filter.action().isPresent()) {
      return range(Audit.ACTION, filter.action().get(), from, to);
    }
    return new Query.Range(Audit.TIME, from, to);
  }

  private static Query.Condition range(String index, String what, String from, String to) {
    return new Query.Range(index, Audit.value(what, from), Audit.value(what, to));
  }

  private static boolean fits(Filter filter, AuditEvent event) {
    return filter.subject().map(event.subject()::equals).orElse(true)
        && filter.actor().map(event.actor()::equals).orElse(true)
        && filter.action().map(event.action()::equals).orElse(true);
  }
}
