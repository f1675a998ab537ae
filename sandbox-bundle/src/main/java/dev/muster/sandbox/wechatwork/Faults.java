package dev.muster.sandbox.wechatwork;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The faults that are switched on. */
final class Faults {
  private static final int MOST = 100;

  private final List<Fault> active = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();

  Fault add(String call, Fault.Kind kind, int number, long times) {
    active.removeIf(Fault::spent);
    if (active.size() >= MOST) {
      throw new IllegalArgumentException("There are " + MOST + " faults already");
    }
    Fault fault =
        new Fault(
            Integer.toString(ids.incrementAndGet()),
            call,
            kind,
            number,
            new AtomicLong(times > 0 ? times : -1));
    active.add(fault);
    return fault;
  }

  /** The fault that strikes this call, the one switched on first. */
  Optional<Fault> strike(String call) {
    if (active.isEmpty()) {
      return Optional.empty();
    }
    return active.stream().filter(fault -> fault.strikes(call)).findFirst();
  }

  List<Fault> active() {
    return active.stream().filter(fault -> !fault.spent()).toList();
  }

  boolean remove(String id) {
    return active.removeIf(fault -> fault.id().equals(id));
  }

  void clear() {
    active.clear();
  }
}
