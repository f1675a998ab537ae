package dev.muster.core.user;

import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.throttle.Networks;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From which networks users with a password came in lately, whichever way: there nobody's wrong
 * passwords keep them out. Kept as digests, since nobody has to read them.
 */
public final class KnownNetworks {
  /** For how long a network is known after a sign-in. */
  public static final Duration REMEMBERED = Duration.ofDays(30);

  /** Of one user; beyond it the one that was used longest ago is forgotten. */
  public static final int MOST = 10;

  /** How far what is kept may lag behind: most sign-ins write nothing of it. */
  private static final Duration LAG = Duration.ofDays(1);

  static final Schema<Seen> SCHEMA =
      new Schema<>("known-networks", Seen.class, seen -> List.of(), Seen::forgottenAt);

  private static final String PURPOSE = "known-network/";

  private final Repository<Seen> repository;
  private final Digests digests;
  private final InstantSource clock;

  /** As they are stored. */
  public KnownNetworks(Storage storage, Digests digests, InstantSource clock) {
    this.repository = storage.repository(SCHEMA);
    this.digests = digests;
    this.clock = clock;
  }

  /**
   * The networks of one user; its document's id is the user's.
   *
   * @param at when somebody came in there, by the network's digest
   */
  record Seen(Map<String, Instant> at) {
    Seen {
      at = Map.copyOf(at);
    }

    private Optional<Instant> forgottenAt() {
      return at.values().stream().max(Comparator.naturalOrder()).map(last -> last.plus(REMEMBERED));
    }

    private boolean isSince(String network, Instant time) {
      return Optional.ofNullable(at.get(network)).filter(time::isBefore).isPresent();
    }

    private Seen with(String network, Instant now) {
      Map<String, Instant> more = new HashMap<>(at);
      more.put(network, now);
      return new Seen(
          more.entrySet().stream()
              .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
              .limit(MOST)
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
  }

  /** Whether a user came in from an address, or one of its network, lately. Reads once. */
  public boolean isKnown(String tenant, String user, String address) {
    String network = digest(tenant, user, address);
    Instant since = clock.instant().minus(REMEMBERED);
    return repository
        .find(tenant, user)
        .filter(seen -> seen.value().isSince(network, since))
        .isPresent();
  }

  /** Remembers in a sign-in's commit from where it is. */
  public void add(UnitOfWork work, String tenant, String user, String address) {
    String network = digest(tenant, user, address);
    Instant now = clock.instant();
    Optional<Stored<Seen>> before = repository.find(tenant, user);
    if (before.filter(seen -> seen.value().isSince(network, now.minus(LAG))).isPresent()) {
      return;
    }
    Seen after = before.map(Stored::value).orElse(new Seen(Map.of())).with(network, now);
    work.add(
        before
            .map(seen -> repository.replace(seen, after))
            .orElseGet(() -> repository.create(tenant, user, after)));
  }

  private String digest(String tenant, String user, String address) {
    return digests.digest(PURPOSE + tenant + '/' + user, Secret.of(Networks.of(address)));
  }
}
