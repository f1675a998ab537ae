package dev.muster.core.testing;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.Severity;
import dev.muster.core.alert.Rooms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rooms as alerts see them: opened once for a key, closed by a test. */
public final class FakeRooms implements Rooms {
  /** A room. */
  public record Room(String id, String tenant, NewWarRoom what, Caller by) {}

  /** Rooms by the keys that opened them. */
  public final Map<String, Room> opened = new LinkedHashMap<>();

  /** What was said to rooms, in order. */
  public final List<String> told = new ArrayList<>();

  /** Ids of rooms whose status says that the problem is over. */
  public final Set<String> over = new HashSet<>();

  /** Ids of rooms that are closed. */
  public final List<String> closed = new ArrayList<>();

  private Optional<ProblemException> problem = Optional.empty();
  private Optional<ProblemException> untold = Optional.empty();

  /** Lets every opening fail from now on, or none. */
  public void failWith(Optional<ProblemException> failure) {
    problem = failure;
  }

  /** Lets the next message to a room fail. */
  public void failNextTelling(ProblemException failure) {
    untold = Optional.of(failure);
  }

  /** All rooms, in the order in which they were opened. */
  public List<Room> all() {
    return List.copyOf(opened.values());
  }

  @Override
  public synchronized String open(Caller caller, String tenant, NewWarRoom room, String key) {
    if (problem.isPresent()) {
      throw problem.get();
    }
    Room made =
        opened.computeIfAbsent(
            key, it -> new Room("room-" + (opened.size() + 1), tenant, room, caller));
    if (!made.what().equals(room)) {
      throw new AssertionError("The same key and another room: " + room);
    }
    return made.id();
  }

  @Override
  public boolean isOpen(String tenant, String id) {
    return opened.values().stream().anyMatch(room -> room.id().equals(id)) && !closed.contains(id);
  }

  @Override
  public boolean recover(String tenant, String id) {
    return over.add(id);
  }

  @Override
  public boolean fireAgain(String tenant, String id) {
    return over.remove(id);
  }

  @Override
  public void tell(String tenant, String id, boolean over) {
    if (untold.isPresent()) {
      ProblemException failure = untold.get();
      untold = Optional.empty();
      throw failure;
    }
    told.add(id + (over ? " recovered" : " fires again"));
  }

  @Override
  public void raise(String tenant, String id, Severity severity, boolean again) {
    told.add(id + " is " + severity.name());
  }
}
