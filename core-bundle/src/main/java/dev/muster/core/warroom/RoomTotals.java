package dev.muster.core.warroom;

import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRooms.Filter;
import dev.muster.core.statistics.OpenRooms;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.spi.storage.Query;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts the rooms that are open: as many steps as there are of them, however many were closed. */
@Component(service = OpenRooms.class)
public final class RoomTotals implements OpenRooms {
  private final Repository<RoomRecord> rooms;

  /** Made by Declarative Services. */
  @Activate
  public RoomTotals(@Reference Storage storage) {
    this.rooms = storage.repository(RoomRecord.SCHEMA);
  }

  @Override
  public Map<Severity, Long> open(String tenant) {
    Map<Severity, Long> open = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      long count = 0;
      for (Status status : Status.values()) {
        count += status == Status.CLOSED ? 0 : count(tenant, status, severity);
      }
      open.put(severity, count);
    }
    return open;
  }

  private long count(String tenant, Status status, Severity severity) {
    Filter filter = new Filter(Optional.of(status), Optional.of(severity), Optional.empty());
    return rooms.count(tenant, new Query.Prefix(RoomRecord.FOUND, RoomRecord.prefix(filter)));
  }
}
