package dev.muster.core.change;

import dev.muster.api.Caller;
import dev.muster.core.audit.Audit;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.hook.DomainEvent;
import dev.muster.spi.hook.RecordedEvent;
import java.util.ArrayList;
import java.util.List;

/** A unit of work with the events that record it. */
public final class ChangeSet extends UnitOfWork {
  private final Caller caller;
  private final String tenant;
  private final Audit audit;
  private final List<RecordedEvent> events = new ArrayList<>();

  ChangeSet(Caller caller, String tenant, Audit audit) {
    this.caller = caller;
    this.tenant = tenant;
    this.audit = audit;
  }

  /** Records what happens, by whoever makes the change. */
  public ChangeSet emit(DomainEvent event) {
    return emit(caller, event);
  }

  /** Records what happens, by somebody who became known only now. */
  public ChangeSet emit(Caller by, DomainEvent event) {
    RecordedEvent recorded = audit.recorded(by, tenant, event);
    events.add(recorded);
    add(audit.stored(recorded));
    return this;
  }

  String tenant() {
    return tenant;
  }

  /** What was recorded, in order. */
  public List<RecordedEvent> events() {
    return List.copyOf(events);
  }
}
