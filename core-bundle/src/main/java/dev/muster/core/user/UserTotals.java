package dev.muster.core.user;

import dev.muster.core.background.Background;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.DocumentStore.Watch;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * How many users a tenant has. Whoever changes that stores the difference in the same commit
 * ({@link Accounts#count}), as a document of its own, so that nobody gets in anybody's way;
 * differences are added up later. So the numbers are exact on every node, and no crash makes them
 * wrong.
 */
@Component(service = UserTotals.class, immediate = true)
public final class UserTotals {
  static final Duration PAUSE = Duration.ofSeconds(10);

  /** Until they are counted for the first time, more users than that are not waited for. */
  static final int COUNTED_AT_ONCE = 5_000;

  private static final String ID = "all";
  private static final int BATCH = 500;
  private static final int COUNTING_ATTEMPTS = 5;

  private final Storage storage;
  private final TenantDirectory tenants;
  private final Repository<UserRecord> users;
  private final Repository<UserDifference> totals;
  private final Repository<UserDifference> differences;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Watch commits;
  private final Runnable settling;

  /** Made by Declarative Services. */
  @Activate
  public UserTotals(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Accounts accounts,
      @Reference Background background) {
    this.storage = storage;
    this.tenants = tenants;
    this.users = accounts.users();
    this.totals = storage.repository(Schema.of("user-total", UserDifference.class));
    this.differences = storage.repository(UserDifference.SCHEMA);
    this.commits = storage.onCommit(this::committed);
    this.settling = background.every("adding up numbers of users", PAUSE, this::settle);
  }

  @Deactivate
  void close() {
    settling.run();
    commits.close();
  }

  private void committed(UnitOfWork work) {
    for (Change change : work.changes()) {
      if (change instanceof Change.Create
          && change.key().collection().equals(UserDifference.SCHEMA.collection())) {
        changed.add(change.key().partition());
      }
    }
  }

  /** How many users may come in, and how many may not. */
  public record Totals(long active, long disabled) {}

  /**
   * How many there are, every commit included.
   *
   * @param tenant the tenant's id
   * @return the numbers; of a large tenant that was never counted all count as active at first
   */
  public Totals of(String tenant) {
    Optional<UserDifference> known = addUp(tenant);
    long all = 0;
    if (known.isEmpty()) {
      all = users.count(tenant, new Query.All());
      if (all > COUNTED_AT_ONCE) {
        changed.add(tenant);
        return new Totals(all, 0);
      }
      known = count(tenant);
    }
    return known.isPresent()
        ? new Totals(known.get().active(), known.get().disabled())
        : new Totals(all, 0);
  }

  /** Adds up what this node has changed; counts what was never counted. */
  void settle() {
    for (String tenant : List.copyOf(changed)) {
      changed.remove(tenant);
      if (addUp(tenant).isEmpty()) {
        var unused = count(tenant);
      }
    }
  }

  private record Sum(Optional<UserDifference> totals, boolean complete) {}

  /** Empty if the tenant's users were never counted. */
  private Optional<UserDifference> addUp(String tenant) {
    Sum sum;
    do {
      sum = storage.transact(work -> addUp(work, tenant));
    } while (!sum.complete());
    return sum.totals();
  }

  private Supplier<Sum> addUp(UnitOfWork work, String tenant) {
    Optional<Stored<UserDifference>> before = totals.find(tenant, ID);
    if (before.isEmpty()) {
      return () -> new Sum(Optional.empty(), true);
    }
    Page<Stored<UserDifference>> page = pending(tenant, Optional.empty());
    UserDifference sum = before.get().value();
    for (Stored<UserDifference> each : page.items()) {
      sum = sum.plus(each.value());
      work.add(differences.delete(each));
    }
    if (!page.items().isEmpty()) {
      work.add(totals.replace(before.get(), sum));
    }
    Sum now = new Sum(Optional.of(sum), page.next().isEmpty());
    return () -> now;
  }

  private Page<Stored<UserDifference>> pending(String tenant, Optional<String> after) {
    return differences.query(tenant, new Query.All(), false, BATCH, after);
  }

  /**
   * Counts one by one, once in the life of a tenant. What changes meanwhile may be in the count or
   * not: then it is counted again.
   *
   * @return what they add up to; empty where nothing was kept
   */
  private Optional<UserDifference> count(String tenant) {
    for (int attempt = 1; attempt <= COUNTING_ATTEMPTS; attempt++) {
      Pending before = pending(tenant);
      UserDifference counted = walk(tenant);
      if (before.equals(pending(tenant))) {
        keep(tenant, counted.minus(before.sum()));
        return addUp(tenant);
      }
    }
    // too much happens to be sure; again after a pause
    changed.add(tenant);
    return Optional.empty();
  }

  /** Differences that are not added up. */
  private record Pending(Set<String> ids, UserDifference sum) {}

  private Pending pending(String tenant) {
    Set<String> ids = new HashSet<>();
    UserDifference sum = UserDifference.NONE;
    Optional<String> after = Optional.empty();
    do {
      Page<Stored<UserDifference>> page = pending(tenant, after);
      for (Stored<UserDifference> each : page.items()) {
        ids.add(each.key().id());
        sum = sum.plus(each.value());
      }
      after = page.next();
    } while (after.isPresent());
    return new Pending(ids, sum);
  }

  private UserDifference walk(String tenant) {
    UserDifference sum = UserDifference.NONE;
    Optional<String> after = Optional.empty();
    do {
      Page<Stored<UserRecord>> page =
          users.query(tenant, new Query.All(), false, Query.MAX_LIMIT, after);
      for (Stored<UserRecord> each : page.items()) {
        sum = sum.plus(UserDifference.of(each.value().active()));
      }
      after = page.next();
    } while (after.isPresent());
    return sum;
  }

  /**
   * One document alone, without the differences that are in the count: they are added up later like
   * all others, so that nothing is half done where this is refused, however many there are.
   */
  private void keep(String tenant, UserDifference beforeDifferences) {
    if (tenants.exists(tenant)) {
      UnitOfWork work = new UnitOfWork().add(totals.create(tenant, ID, beforeDifferences));
      tenants.hold(work, tenant);
      // a conflict means that another node has counted, or that the tenant is gone
      storage.commit(work);
    }
  }
}
