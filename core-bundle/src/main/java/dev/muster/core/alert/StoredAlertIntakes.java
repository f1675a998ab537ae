package dev.muster.core.alert;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.AlertIntake;
import dev.muster.api.warroom.AlertIntakes;
import dev.muster.core.background.Background;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Versions;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.AlertEvent.AlertIntakeChanged;
import dev.muster.spi.hook.AlertEvent.AlertIntakeRenamed;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Intakes as documents. A key begins with a word by which scanners of source code find one that was
 * published, and names its document.
 */
@Component(service = {AlertIntakes.class, StoredAlertIntakes.class})
public final class StoredAlertIntakes implements AlertIntakes {
  private static final String PREFIX = "musteralert_";
  private static final int ID_LENGTH = 16;
  private static final Pattern FORM =
      Pattern.compile(PREFIX + "([A-Za-z0-9_-]{" + ID_LENGTH + "})[A-Za-z0-9_-]{43}");
  private static final String PURPOSE = "alert-intake/";
  private static final int MAX_CACHED = 10_000;

  private final Storage storage;
  private final Repository<IntakeRecord> intakes;
  private final Cache<DocumentKey, Stored<IntakeRecord>> cache;
  private final TenantDirectory tenants;
  private final Digests digests;
  private final Changes changes;
  private final Guesses guesses;
  private final Background background;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredAlertIntakes(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference Guesses guesses,
      @Reference Background background,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.intakes = storage.repository(IntakeRecord.SCHEMA);
    this.cache =
        storage.cache(
            MAX_CACHED,
            key -> intakes.find(key.partition(), key.id()),
            Map.of(IntakeRecord.COLLECTION, Function.identity()));
    this.tenants = tenants;
    this.digests = digests;
    this.changes = changes;
    this.guesses = guesses;
    this.background = background;
    this.clock = clock;
  }

  @Override
  public WithKey create(Caller caller, String tenant, String displayName) {
    tenants.require(tenant);
    FieldErrors errors = new FieldErrors();
    errors.checkName("displayName", displayName);
    errors.throwIfAny();
    String id = digests.newToken().reveal().substring(0, ID_LENGTH);
    Secret secret = Secret.of(PREFIX + id + digests.newToken().reveal());
    IntakeRecord made =
        new IntakeRecord(
            displayName,
            digests.digest(purpose(tenant, id), secret),
            clock.instant(),
            caller.actor(),
            Optional.empty());
    DocumentKey key = intakes.key(tenant, id);
    return changes.make(
        caller,
        tenant,
        work -> {
          if (intakes.count(tenant, new Query.All()) >= AlertBounds.INTAKES) {
            throw ProblemException.invalid(
                "",
                "too-many",
                new Text(
                    "A tenant has at most " + AlertBounds.INTAKES + " alert intakes.",
                    "每个租户最多 " + AlertBounds.INTAKES + " 个告警接入点。"));
          }
          work.add(intakes.create(tenant, id, made));
          work.emit(new AlertIntakeChanged(id, true));
          return () ->
              new WithKey(IntakeRecord.intake(new Stored<>(key, work.version(key), made)), secret);
        });
  }

  /** Bound to tenant and intake, so that a digest is of no use in another document. */
  private static String purpose(String tenant, String id) {
    return PURPOSE + tenant + "/" + id;
  }

  @Override
  public Optional<Versioned<AlertIntake>> find(String tenant, String id) {
    return tenants.exists(tenant)
        ? intakes.find(tenant, id).map(IntakeRecord::intake)
        : Optional.empty();
  }

  @Override
  public Page<Versioned<AlertIntake>> list(String tenant, int limit, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Page<Stored<IntakeRecord>> page = intakes.page(tenant, new Query.All(), false, limit, after);
    return new Page<>(page.items().stream().map(IntakeRecord::intake).toList(), page.next());
  }

  @Override
  public Versioned<AlertIntake> rename(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<String> displayName,
      OptionalLong expected) {
    tenants.require(tenant);
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<IntakeRecord> read = require(tenant, id);
          Versions.check(expected, read);
          String name = displayName.apply(read.value().displayName());
          FieldErrors errors = new FieldErrors();
          errors.checkName("displayName", name);
          errors.throwIfAny();
          if (name.equals(read.value().displayName())) {
            return () -> IntakeRecord.intake(read);
          }
          IntakeRecord after = read.value().named(name);
          work.add(intakes.replace(read, after));
          work.emit(new AlertIntakeRenamed(id));
          return () ->
              IntakeRecord.intake(new Stored<>(read.key(), work.version(read.key()), after));
        });
  }

  private Stored<IntakeRecord> require(String tenant, String id) {
    return intakes
        .find(tenant, id)
        .orElseThrow(() -> ProblemException.notFound(Resource.ALERT_INTAKE));
  }

  @Override
  public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
    tenants.require(tenant);
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<IntakeRecord> read = require(tenant, id);
          Versions.check(expected, read);
          work.add(intakes.delete(read));
          work.emit(new AlertIntakeChanged(id, false));
        });
  }

  /**
   * The intake of a key.
   *
   * @throws ProblemException {@code UNAUTHENTICATED}, {@code THROTTLED}; never for a right key,
   *     which nobody finds by guessing, and whose sender may sit behind one address with others
   */
  String admit(Caller caller, String tenant, Secret key) {
    Matcher form = FORM.matcher(key.reveal());
    String id = form.matches() ? form.group(1) : "-";
    Optional<Stored<IntakeRecord>> intake =
        form.matches() && tenants.exists(tenant)
            ? cache.get(intakes.key(tenant, id))
            : Optional.empty();
    String digest = intake.map(stored -> stored.value().keyDigest()).orElse("");
    if (digests.matches(purpose(tenant, id), key, digest)) {
      return id;
    }
    boolean unused =
        guesses.judge(
            new Guess(
                Guesses.Kind.ALERT_KEY,
                caller,
                tenants.exists(tenant) ? tenant : "",
                "",
                "alert-intake:" + intake.map(stored -> id).orElse("(unknown)"),
                Optional.empty()),
            false);
    throw new ProblemException(
        ProblemCode.UNAUTHENTICATED,
        new Text("The key of the alert intake is wrong.", "告警接入点的密钥错误。"));
  }

  /** Something came in: remembered to within a minute, and nobody waits for it. */
  void received(String tenant, String id) {
    Instant now = clock.instant();
    cache
        .get(intakes.key(tenant, id))
        .filter(
            stored ->
                stored
                    .value()
                    .lastReceivedAt()
                    .map(last -> !now.isBefore(last.plus(AlertBounds.PRECISION)))
                    .orElse(true))
        .ifPresent(
            stored ->
                background.run(
                    "when an alert intake received last",
                    () -> {
                      // a conflict means that it was written, or deleted, a moment ago
                      CommitResult unused =
                          storage.commit(
                              new UnitOfWork()
                                  .add(intakes.replace(stored, stored.value().receivedAt(now))));
                    }));
  }
}
