package dev.muster.core.warroom;

import dev.muster.core.background.ProcessorShare;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.secret.Digests;
import dev.muster.core.warroom.SearchedRecord.Answer;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What all searches of a node share: how addresses are written where it is remembered what was said
 * of them, and whose turn it is to search, one at a time for a tenant at a platform. Two at a time
 * would ask for the same people before either has stored that nobody was found. Any thread may use
 * it.
 */
@Component(service = SearchMemory.class)
public final class SearchMemory {
  private static final String PURPOSE = "searched-person/";

  private final Digests digests;
  private final Map<Place, Turns> turns = new ConcurrentHashMap<>();

  /** Made by Declarative Services. */
  @Activate
  public SearchMemory(@Reference Digests digests) {
    this.digests = digests;
  }

  private record Place(String tenant, String platform) {}

  /** Those who search somewhere, or wait for it. */
  private static final class Turns {
    private final Semaphore free = new Semaphore(1, true);
    private int users;
  }

  /** The same digest for what platforms take for the same address. */
  String digest(String tenant, String platform, String address) {
    return digests.digest(
        PURPOSE + tenant + '/' + platform, Secret.of(address.toLowerCase(Locale.ROOT)));
  }

  /**
   * Waits for a turn.
   *
   * @param most for how long
   * @return what ends the turn; empty if others took longer
   */
  Optional<Runnable> turn(String tenant, String platform, Duration most) {
    Place place = new Place(tenant, platform);
    Turns mine = turns.compute(place, (any, there) -> entered(there));
    boolean isTaken = false;
    try {
      isTaken = take(mine.free, most.toNanos());
    } finally {
      if (!isTaken) {
        leave(place);
      }
    }
    return isTaken
        ? Optional.of(
            () -> {
              mine.free.release();
              leave(place);
            })
        : Optional.empty();
  }

  private static Turns entered(@Nullable Turns there) {
    Turns turns = there == null ? new Turns() : there;
    turns.users++;
    return turns;
  }

  private void leave(Place place) {
    turns.computeIfPresent(place, (any, it) -> --it.users == 0 ? null : it);
  }

  private static boolean take(Semaphore free, long nanos) {
    try {
      return free.tryAcquire(0, TimeUnit.NANOSECONDS)
          || ProcessorShare.waiting(() -> free.tryAcquire(nanos, TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether somebody waits for a turn. */
  boolean isAwaited(String tenant, String platform) {
    Turns there = turns.get(new Place(tenant, platform));
    return there != null && there.free.hasQueuedThreads();
  }

  /** At how many platforms turns are taken or waited for, over all tenants. */
  int places() {
    return turns.size();
  }

  /** Has a platform asked again for addresses, whatever it said of them. */
  void forget(
      ChangeSet work,
      RoomStore store,
      String tenant,
      String platform,
      Collection<String> addresses) {
    Map<String, Map<String, Answer>> pieces = new TreeMap<>();
    for (String address : addresses) {
      String digest = digest(tenant, platform, address);
      String id = SearchedRecord.id(platform, digest);
      store
          .searched
          .find(tenant, id)
          .filter(it -> it.value().answers().containsKey(digest))
          .ifPresent(
              it ->
                  pieces
                      .computeIfAbsent(id, any -> new HashMap<>(it.value().answers()))
                      .remove(digest));
    }
    pieces.forEach(
        (id, answers) ->
            store
                .searched
                .find(tenant, id)
                .ifPresent(
                    it ->
                        work.add(
                            answers.isEmpty()
                                ? store.searched.delete(it)
                                : store.searched.replace(it, it.value().with(answers)))));
  }
}
