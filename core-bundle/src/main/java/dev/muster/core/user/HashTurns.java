package dev.muster.core.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whose password is hashed next. Each kind has places of its own, so whoever fills one keeps nobody
 * out of another; within a kind parties take turns, a network with failures makes room for one
 * without, and a tenant or a party that has several places for one that has fewer.
 *
 * <p>Thread-safe. Nothing is kept of whoever does not wait.
 */
public class HashTurns {
  /** Those who are kept apart from each other. */
  enum Kind {
    /** An administrator, in a browser in which they signed in before. */
    KNOWN_ADMINISTRATOR(4, 4, 2, 3),
    /** A user, in a browser in which they signed in before. */
    KNOWN_USER(8, 8, 2, 3),
    /** Whoever says to be a user. */
    USER(16, 12, 8, 1),
    /** Whoever says to be an administrator. */
    ADMINISTRATOR(4, 4, 2, 1),
    /** Whoever chooses a password, or sets one: somebody who came in already. */
    CHOICE(8, 6, 4, 1),
    /** Work that nobody waits for: it has a turn while nobody else wants one. */
    BACKGROUND(1, 1, 1, 1);

    /** How many wait at most. */
    final int most;

    /** How many of one tenant. */
    final int ofTenant;

    /** How many of one party. */
    final int ofParty;

    private final int patience;

    Kind(int most, int ofTenant, int ofParty, int patience) {
      this.most = most;
      this.ofTenant = ofTenant;
      this.ofParty = ofParty;
      this.patience = patience;
    }
  }

  /** Known browsers are never more than three turns away, however many wait of others. */
  private static final List<Kind> CYCLE =
      List.of(
          Kind.KNOWN_ADMINISTRATOR,
          Kind.KNOWN_USER,
          Kind.USER,
          Kind.KNOWN_ADMINISTRATOR,
          Kind.KNOWN_USER,
          Kind.ADMINISTRATOR,
          Kind.KNOWN_ADMINISTRATOR,
          Kind.KNOWN_USER,
          Kind.CHOICE);

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /**
   * For whom a password is hashed.
   *
   * @param kind with whom they share places
   * @param tenant the tenant's id, empty for administrators
   * @param who whose places these are: somebody who is known, or a network
   * @param hasFailures whether wrong passwords came from there lately
   */
  public record Party(Kind kind, String tenant, String who, boolean hasFailures) {
    static final Party BACKGROUND = new Party(Kind.BACKGROUND, "", "");

    private Party(Kind kind, String tenant, String who) {
      this(kind, tenant, who, false);
    }

    /**
     * Whoever chooses a password, or sets one.
     *
     * @param tenant the tenant's id, empty for administrators' passwords
     * @param who somebody who came in: an actor, or a user's id
     */
    public static Party choice(String tenant, String who) {
      return new Party(Kind.CHOICE, tenant, who);
    }

    /** An administrator in a browser in which they signed in before, by their user name. */
    public static Party knownAdministrator(String username) {
      return new Party(Kind.KNOWN_ADMINISTRATOR, "", username);
    }

    /** Whoever signs in as an administrator from a network. */
    public static Party administrator(String network) {
      return new Party(Kind.ADMINISTRATOR, "", network);
    }

    /** A user in a browser in which they signed in before, by their id. */
    public static Party knownUser(String tenant, String id) {
      return new Party(Kind.KNOWN_USER, tenant, id);
    }

    /** Whoever signs in as a user from a network. */
    public static Party user(String tenant, String network) {
      return new Party(Kind.USER, tenant, network);
    }

    /** The same party, from where wrong passwords came lately, or none did. */
    public Party withFailures(boolean failures) {
      return new Party(kind, tenant, who, failures);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Kind, Queue> queues = new EnumMap<>(Kind.class);

  private final Duration patience;
  private int free;
  private int position;

  /** Turns on half of the processors. */
  public HashTurns() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), PATIENCE);
  }

  /**
   * Turns of one's own, for tests.
   *
   * @param free how many there are at a time
   * @param patience how long somebody waits whose browser is not known
   */
  public HashTurns(int free, Duration patience) {
    this.free = free;
    this.patience = patience;
    for (Kind kind : Kind.values()) {
      queues.put(kind, new Queue(kind));
    }
  }

  private enum State {
    WAITS,
    HAS_A_TURN,
    IS_DISPLACED
  }

  private static final class Place {
    final Party party;
    final boolean hasFailures;
    final long round;
    final Condition decided;
    State state = State.WAITS;

    Place(Party party, long round, Condition decided) {
      this.party = party.withFailures(false);
      this.hasFailures = party.hasFailures;
      this.round = round;
      this.decided = decided;
    }

    Party party() {
      return party;
    }

    void becomes(State now) {
      state = now;
      decided.signal();
    }
  }

  /**
   * Those of a kind who wait. In each round every party has one turn; a party's next place is a
   * round later, so one that asks without end gets no more than another that asks once.
   */
  private static final class Queue {
    private final Kind kind;
    private final List<Place> places = new ArrayList<>();
    private long round;

    Queue(Kind kind) {
      this.kind = kind;
    }

    Optional<Place> add(Party party, Condition decided) {
      Party owner = party.withFailures(false);
      List<Place> own = places.stream().filter(it -> it.party.equals(owner)).toList();
      if (own.size() >= kind.ofParty || !hasRoom(party, own.size())) {
        return Optional.empty();
      }
      long last = own.isEmpty() ? round : own.get(own.size() - 1).round;
      Place place = new Place(party, last + 1, decided);
      places.add(place);
      return Optional.of(place);
    }

    private boolean hasRoom(Party party, int own) {
      List<Place> ofTenant = ofTenant(party.tenant);
      boolean isShareFull = ofTenant.size() >= kind.ofTenant;
      if (!isShareFull && places.size() < kind.most) {
        return true;
      }
      if (!party.hasFailures && takesOneWithFailures(party.tenant, own)) {
        return true;
      }
      if (isShareFull) {
        return takesOneOf(most(ofTenant, Place::party), own);
      }
      return takesOneOf(most(places, it -> it.party.tenant), ofTenant.size())
          || takesOneOf(most(places, Place::party), own);
    }

    private List<Place> ofTenant(String tenant) {
      return places.stream().filter(it -> it.party.tenant.equals(tenant)).toList();
    }

    /**
     * Of two that have as many places whoever has no failures gets one more; but none of a tenant
     * that has no more places than theirs.
     */
    private boolean takesOneWithFailures(String tenant, int own) {
      int ofTenant = ofTenant(tenant).size();
      List<Place> failing =
          places.stream()
              .filter(it -> it.hasFailures)
              .filter(
                  it ->
                      it.party.tenant.equals(tenant) || ofTenant(it.party.tenant).size() > ofTenant)
              .toList();
      List<Place> theirs = most(failing, Place::party);
      return theirs.size() > own && takesLastOf(theirs);
    }

    /** The places of whoever has most of them. */
    private static List<Place> most(List<Place> among, Function<Place, Object> whose) {
      return among.stream().collect(Collectors.groupingBy(whose)).values().stream()
          .max(Comparator.comparingInt(List::size))
          .orElse(List.of());
    }

    /** Where they have more even then than whoever comes. */
    private boolean takesOneOf(List<Place> theirs, int own) {
      return theirs.size() > own + 1 && takesLastOf(most(theirs, Place::party));
    }

    private boolean takesLastOf(List<Place> theirs) {
      Place last = theirs.get(theirs.size() - 1);
      places.remove(last);
      last.becomes(State.IS_DISPLACED);
      return true;
    }

    Optional<Place> next() {
      Optional<Place> next = places.stream().min(Comparator.comparingLong(it -> it.round));
      next.ifPresent(
          place -> {
            places.remove(place);
            round = Math.max(round, place.round);
          });
      return next;
    }
  }

  /**
   * Takes a turn, which whoever gets it gives back.
   *
   * @return false if there is no place to wait in, or no turn within a second, or three where the
   *     browser is known; or if the thread is interrupted, which it then still is
   */
  public boolean take(Party party) {
    lock.lock();
    try {
      if (free > 0 && waiting() == 0) {
        free--;
        return true;
      }
      Optional<Place> place = queue(party.kind).add(party, lock.newCondition());
      return place.isPresent() && waits(place.get());
    } finally {
      lock.unlock();
    }
  }

  private Queue queue(Kind kind) {
    return Objects.requireNonNull(queues.get(kind));
  }

  private boolean waits(Place place) {
    Kind kind = place.party.kind;
    long left = patience.multipliedBy(kind.patience).toNanos();
    try {
      while (place.state == State.WAITS && left > 0) {
        left = place.decided.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (place.state == State.WAITS) {
      queue(kind).places.remove(place);
    }
    return place.state == State.HAS_A_TURN;
  }

  /** Gives a turn back: to whoever is next. */
  public void giveBack() {
    lock.lock();
    try {
      next().ifPresentOrElse(place -> place.becomes(State.HAS_A_TURN), () -> free++);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Place> next() {
    for (int i = 0; i < CYCLE.size(); i++) {
      Kind kind = CYCLE.get(position);
      position = (position + 1) % CYCLE.size();
      Optional<Place> next = queue(kind).next();
      if (next.isPresent()) {
        return next;
      }
    }
    return queue(Kind.BACKGROUND).next();
  }

  /** {@return how many wait} */
  public int waiting() {
    lock.lock();
    try {
      return queues.values().stream().mapToInt(queue -> queue.places.size()).sum();
    } finally {
      lock.unlock();
    }
  }
}
