package dev.muster.core.alert;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.NewNotice;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRooms;
import dev.muster.core.roomtemplate.Templates;
import dev.muster.core.statistics.Tally;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Storage;
import dev.muster.spi.storage.DocumentKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The tenant's war rooms, as alerts have to do with them. */
@Component(service = Rooms.class)
public final class WarRoomsOfAlerts implements Rooms {
  private static final String COLLECTION = "war-room";
  private static final int MAX_CACHED = 10_000;

  private final WarRooms rooms;
  private final Templates templates;
  private final Tally tally;

  /** Asked for each alert of a flood. */
  private final Cache<DocumentKey, Boolean> open;

  /** Made by Declarative Services. */
  @Activate
  public WarRoomsOfAlerts(
      @Reference WarRooms rooms,
      @Reference Templates templates,
      @Reference Tally tally,
      @Reference Storage storage) {
    this.rooms = rooms;
    this.templates = templates;
    this.tally = tally;
    this.open =
        storage.cache(
            MAX_CACHED,
            key -> notClosed(key.partition(), key.id()).map(room -> true),
            Map.of(COLLECTION, Function.identity()));
  }

  @Override
  public String open(Caller caller, String tenant, NewWarRoom room, String key) {
    WarRooms.Opened opened = rooms.open(caller, tenant, room, Optional.of(key));
    if (!opened.replayed()) {
      tally.roomOpenedForAlerts(tenant);
    }
    return opened.room().value().id();
  }

  @Override
  public boolean isOpen(String tenant, String id) {
    return open.get(new DocumentKey(COLLECTION, tenant, id)).isPresent();
  }

  private Optional<WarRoom> notClosed(String tenant, String id) {
    return rooms
        .find(tenant, id)
        .map(Versioned::value)
        .filter(room -> room.status() != Status.CLOSED);
  }

  @Override
  public boolean recover(String tenant, String id) {
    return set(tenant, id, Set.of(Status.STARTED, Status.DIAGNOSING), Status.RECOVERED);
  }

  @Override
  public boolean fireAgain(String tenant, String id) {
    return set(tenant, id, Set.of(Status.RECOVERED), Status.STARTED);
  }

  private boolean set(String tenant, String id, Set<Status> from, Status to) {
    if (notClosed(tenant, id).filter(room -> from.contains(room.status())).isEmpty()) {
      return false;
    }
    WarRoom unused = rooms.setStatus(Caller.SYSTEM, tenant, id, to).value();
    return true;
  }

  @Override
  public void tell(String tenant, String id, boolean over) {
    Optional<WarRoom> room = notClosed(tenant, id);
    if (room.isEmpty()) {
      return;
    }
    Templates.Texts texts = texts(tenant, room.get());
    if (over) {
      notice(tenant, id, NoticeKind.RECOVERY, texts.resolved());
    } else {
      notice(tenant, id, NoticeKind.PROGRESS, texts.fireAgain());
    }
  }

  private Templates.Texts texts(String tenant, WarRoom room) {
    return templates.of(tenant, room.template());
  }

  @Override
  public void raise(String tenant, String id, Severity severity, boolean again) {
    Optional<WarRoom> room = notClosed(tenant, id);
    if (room.isEmpty()) {
      return;
    }
    Severity known = room.get().facts().severity();
    boolean worse = severity.compareTo(known) < 0;
    if (!worse && !(again && severity == known)) {
      return;
    }
    try {
      if (worse) {
        WarRoom unused =
            rooms
                .change(Caller.SYSTEM, tenant, id, it -> raised(it, severity), OptionalLong.empty())
                .value();
      }
      notice(tenant, id, NoticeKind.UPGRADE, texts(tenant, room.get()).moreSevere(severity));
    } catch (ProblemException e) {
      if (e.code() != ProblemCode.IN_USE && e.code() != ProblemCode.NOT_FOUND) {
        throw e;
      }
      // closed meanwhile
    }
  }

  private static WarRooms.Settings raised(WarRooms.Settings before, Severity severity) {
    Facts facts = before.facts();
    return severity.compareTo(facts.severity()) >= 0
        ? before
        : new WarRooms.Settings(
            new Facts(
                facts.title(), severity, facts.summary(), facts.applications(), facts.regions()),
            before.owner(),
            before.recorder());
  }

  private void notice(String tenant, String id, NoticeKind kind, String text) {
    WarRooms.Noticed unused =
        rooms.notice(Caller.SYSTEM, tenant, id, new NewNotice(kind, Optional.of(text), List.of()));
  }
}
