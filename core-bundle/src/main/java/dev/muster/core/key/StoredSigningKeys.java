package dev.muster.core.key;

import dev.muster.api.Caller;
import dev.muster.api.Grants;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SigningKeys;
import dev.muster.api.Tenant;
import dev.muster.core.background.Background;
import dev.muster.core.change.Changes;
import dev.muster.core.secret.AssociatedData;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.Resealable;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Text;
import dev.muster.spi.hook.TenantEvent.SigningKeysRotated;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore.Notice;
import dev.muster.spi.storage.DocumentStore.Watch;
import dev.muster.spi.storage.Query;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Signing keys, in memory as they are stored; the clock says which of them signs. */
@Component(service = {SigningKeys.class, Resealable.class})
public final class StoredSigningKeys implements SigningKeys, Resealable {
  /** How long a key is published before it signs: the contract's 60 s. */
  static final Duration PUBLISHED_FIRST = Duration.ofSeconds(60);

  /** How long what a key signed lives, and a margin for clocks that differ. */
  static final Duration RETIRED = Grants.ACCESS_TOKEN_LIFETIME.plus(Duration.ofMinutes(5));

  private static final int MAX_KEYS = 100;
  private static final int MAX_CACHED = 1000;
  private static final Comparator<Key> NEWEST =
      Comparator.comparing((Key key) -> key.signsFrom).reversed();

  private final Storage storage;
  private final Repository<KeyRecord> keys;
  private final TenantDirectory tenants;
  private final SecretBox box;
  private final Digests digests;
  private final Changes changes;
  private final InstantSource clock;
  private final Function<String, KeyPair> generator;
  private final Cache<String, List<Key>> cache;
  private final ConcurrentHashMap<String, Object> making = new ConcurrentHashMap<>();
  private final List<Watch> watches = new ArrayList<>();

  /** Makes in the background what is missing, now and when a tenant comes. */
  @Activate
  public StoredSigningKeys(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference SecretBox box,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference Background background,
      @Reference InstantSource clock) {
    this(storage, tenants, box, digests, changes, background, clock, KeyCodec::generate);
  }

  /**
   * With keys that are made elsewhere, for tests.
   *
   * @param generator makes a key pair for an algorithm; an RSA key takes long
   */
  public StoredSigningKeys(
      Storage storage,
      TenantDirectory tenants,
      SecretBox box,
      Digests digests,
      Changes changes,
      Background background,
      InstantSource clock,
      Function<String, KeyPair> generator) {
    this.storage = storage;
    this.keys = storage.repository(KeyRecord.SCHEMA);
    this.tenants = tenants;
    this.box = box;
    this.digests = digests;
    this.changes = changes;
    this.clock = clock;
    this.generator = generator;
    this.cache =
        storage.cache(
            MAX_CACHED,
            tenant -> Optional.of(read(tenant)).filter(all -> !all.isEmpty()),
            Map.of(KeyRecord.COLLECTION, DocumentKey::partition));
    // of the tenant that everybody begins with; others' are made when they come, or when needed
    background.run("making signing keys", () -> makeAhead(Tenant.DEFAULT));
    watches.add(
        storage.onChange(
            "tenant",
            notice -> {
              if (notice instanceof Notice.Changed changed) {
                background.run("making signing keys", () -> makeAhead(changed.key().id()));
              }
            }));
  }

  @Deactivate
  void close() {
    watches.forEach(Watch::close);
  }

  /** A key as it is used. Does not print itself. */
  private static final class Key {
    private final String kid;
    private final String alg;
    private final KeyPair pair;
    private final Instant createdAt;
    private final Instant signsFrom;
    private final Optional<Instant> signsUntil;

    Key(String kid, KeyRecord record, KeyPair pair) {
      this.kid = kid;
      this.alg = record.alg();
      this.pair = pair;
      this.createdAt = record.createdAt();
      this.signsFrom = record.signsFrom();
      this.signsUntil = record.signsUntil();
    }

    boolean signs(Instant now) {
      return !now.isBefore(signsFrom) && signsUntil.map(now::isBefore).orElse(true);
    }

    boolean isPublished(Instant now) {
      return signsUntil.map(end -> now.isBefore(end.plus(RETIRED))).orElse(true);
    }

    Published published(Instant now) {
      PublicKey publicKey = pair.getPublic();
      if (now.isBefore(signsFrom)) {
        return new Published(kid, alg, Status.NEXT, createdAt, publicKey);
      }
      return signs(now)
          ? new Published(kid, alg, Status.ACTIVE, signsFrom, publicKey)
          : new Published(kid, alg, Status.RETIRED, signsUntil.orElse(signsFrom), publicKey);
    }
  }

  private List<Key> read(String tenant) {
    List<Key> all = new ArrayList<>();
    for (Stored<KeyRecord> stored : keys.all(tenant, new Query.All(), MAX_KEYS)) {
      KeyRecord record = stored.value();
      byte[] secret = box.openBytes(place(stored.key()), record.privateKey());
      KeyPair pair = KeyCodec.read(record.alg(), record.publicKey(), secret);
      all.add(new Key(stored.key().id(), record, pair));
    }
    return List.copyOf(all);
  }

  private static AssociatedData place(DocumentKey key) {
    return new AssociatedData(key, KeyRecord.FIELD);
  }

  @Override
  public Active active(String tenant, String alg) {
    tenants.require(tenant);
    if (!KeyCodec.ALGORITHMS.contains(alg)) {
      throw new IllegalArgumentException("No keys are kept for " + alg);
    }
    return signing(tenant, alg)
        .or(
            () -> {
              ensure(tenant, alg);
              return signing(tenant, alg);
            })
        .map(key -> new Active(key.kid, key.pair))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.UNAVAILABLE,
                    new Text("The signing key is not there yet. Try again.", "签名密钥尚未就绪，请重试。")));
  }

  private Optional<Key> signing(String tenant, String alg) {
    Instant now = clock.instant();
    return cache.get(tenant).orElse(List.of()).stream()
        .filter(key -> key.alg.equals(alg) && key.signs(now))
        .max(Comparator.comparing(key -> key.signsFrom));
  }

  @Override
  public List<Published> published(String tenant) {
    tenants.require(tenant);
    ensure(tenant);
    Instant now = clock.instant();
    List<Key> all = cache.get(tenant).orElse(List.of());
    List<Published> published = new ArrayList<>();
    for (String alg : KeyCodec.ALGORITHMS) {
      all.stream()
          .filter(key -> key.alg.equals(alg) && key.isPublished(now))
          .sorted(NEWEST)
          .forEach(key -> published.add(key.published(now)));
    }
    return List.copyOf(published);
  }

  /** Not while a keeper is waited for, which readiness says: they are made when needed then. */
  private void makeAhead(String tenant) {
    if (tenants.exists(tenant) && box.isUsable()) {
      ensure(tenant);
    }
  }

  private void ensure(String tenant) {
    KeyCodec.ALGORITHMS.forEach(alg -> ensure(tenant, alg));
  }

  /** One thread of this node makes a key; should two nodes do it, both keys are good. */
  private void ensure(String tenant, String alg) {
    if (has(tenant, alg)) {
      return;
    }
    synchronized (making.computeIfAbsent(tenant + "/" + alg, any -> new Object())) {
      if (!has(tenant, alg)) {
        Made made = make(tenant, alg, Duration.ZERO);
        changes.run(
            Caller.SYSTEM, tenant, work -> work.add(keys.create(tenant, made.kid, made.record)));
      }
    }
  }

  private boolean has(String tenant, String alg) {
    return cache.get(tenant).orElse(List.of()).stream().anyMatch(key -> key.alg.equals(alg));
  }

  private record Made(String kid, KeyRecord record) {}

  private Made make(String tenant, String alg, Duration ahead) {
    KeyPair pair = generator.apply(alg);
    String kid = digests.newToken().reveal().substring(0, 16);
    Instant now = clock.instant();
    String envelope = box.seal(place(keys.key(tenant, kid)), pair.getPrivate().getEncoded());
    return new Made(
        kid,
        new KeyRecord(
            alg, envelope, pair.getPublic().getEncoded(), now, now.plus(ahead), Optional.empty()));
  }

  @Override
  public List<Published> rotate(Caller caller, String tenant) {
    tenants.require(tenant);
    ensure(tenant);
    refuseWhileOneWaits(tenant);
    List<Made> made =
        KeyCodec.ALGORITHMS.stream().map(alg -> make(tenant, alg, PUBLISHED_FIRST)).toList();
    changes.run(
        caller,
        tenant,
        work -> {
          refuseWhileOneWaits(tenant);
          made.forEach(each -> replace(work, tenant, each));
          work.emit(new SigningKeysRotated(tenant));
        });
    return published(tenant);
  }

  private void replace(UnitOfWork work, String tenant, Made made) {
    work.add(keys.create(tenant, made.kid, made.record));
    keys.all(tenant, new Query.All(), MAX_KEYS).stream()
        .filter(
            stored ->
                stored.value().alg().equals(made.record.alg())
                    && stored.value().signsUntil().isEmpty())
        .forEach(
            stored ->
                work.add(keys.replace(stored, stored.value().until(made.record.signsFrom()))));
  }

  private void refuseWhileOneWaits(String tenant) {
    Instant now = clock.instant();
    keys.all(tenant, new Query.All(), MAX_KEYS).stream()
        .map(stored -> stored.value().signsFrom())
        .filter(now::isBefore)
        .max(Comparator.naturalOrder())
        .ifPresent(
            from -> {
              throw new ProblemException(
                  ProblemCode.THROTTLED,
                  new Text("A new key is published and signs in a moment.", "新密钥已发布，稍后开始用于签名。"),
                  List.of(),
                  Optional.of(Duration.between(now, from)));
            });
  }

  @Override
  public int reseal(String partition) {
    int changed = 0;
    for (Stored<KeyRecord> each : keys.all(partition, new Query.All(), MAX_KEYS)) {
      changed += resealOne(each.key()) ? 1 : 0;
    }
    return changed;
  }

  private boolean resealOne(DocumentKey key) {
    return storage.transact(
        work -> {
          Optional<Stored<KeyRecord>> read = keys.find(key.partition(), key.id());
          if (read.isEmpty() || box.isCurrent(read.get().value().privateKey())) {
            return () -> false;
          }
          KeyRecord record = read.get().value();
          String envelope = box.reseal(place(key), record.privateKey());
          work.add(keys.replace(read.get(), record.sealedAs(envelope)));
          return () -> true;
        });
  }
}
