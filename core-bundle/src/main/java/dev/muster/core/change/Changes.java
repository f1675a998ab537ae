package dev.muster.core.change;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.core.audit.Audit;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.storage.CommitResult;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes changes. */
@Component(service = Changes.class)
public final class Changes {
  private final Storage storage;
  private final TenantDirectory tenants;
  private final Audit audit;

  /** Made by Declarative Services. */
  @Activate
  public Changes(
      @Reference Storage storage, @Reference TenantDirectory tenants, @Reference Audit audit) {
    this.storage = storage;
    this.tenants = tenants;
    this.audit = audit;
  }

  /**
   * Reads, decides and commits; again from the beginning while others get in the way.
   *
   * @param caller who wants it
   * @param tenant whose it is; held by the commit, so that nothing is stored for a tenant that is
   *     being deleted. The empty string for what belongs to the installation
   * @param attempt reads afresh, adds its changes, events and tasks, and returns what makes the
   *     result once they are stored; without changes nothing is committed
   * @return the result
   * @throws ProblemException {@code NOT_FOUND} if the tenant has gone, {@code UNAVAILABLE} if
   *     others got in the way too often, or whatever the attempt throws
   */
  public <R> R make(Caller caller, String tenant, Function<ChangeSet, Supplier<R>> attempt) {
    return storage.transact(
        () -> new ChangeSet(caller, tenant, audit),
        set -> {
          Supplier<R> result = attempt.apply(set);
          if (!set.isEmpty() && !tenant.isEmpty()) {
            tenants.hold(set, tenant);
          }
          return result;
        });
  }

  /**
   * Makes a change that returns nothing.
   *
   * @see #make(Caller, String, Function)
   */
  public void run(Caller caller, String tenant, Consumer<ChangeSet> attempt) {
    boolean unused =
        make(
            caller,
            tenant,
            set -> {
              attempt.accept(set);
              return () -> true;
            });
  }

  /**
   * A change that is committed by {@link #commit}, for a sign-in, which treats each conflict in its
   * own way.
   *
   * @param caller who wants it
   * @param tenant whose it is
   * @return an empty set
   */
  public ChangeSet open(Caller caller, String tenant) {
    return new ChangeSet(caller, tenant, audit);
  }

  /**
   * Commits once; the tenant is held.
   *
   * @param set a set of {@link #open}
   * @return what became of it
   * @throws ProblemException {@code NOT_FOUND} if the tenant has gone
   */
  public CommitResult commit(ChangeSet set) {
    if (!set.tenant().isEmpty()) {
      tenants.hold(set, set.tenant());
    }
    return storage.commit(set);
  }
}
