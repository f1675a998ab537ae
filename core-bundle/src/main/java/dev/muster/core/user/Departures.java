package dev.muster.core.user;

import dev.muster.api.Caller;
import dev.muster.core.audit.Audit;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.UserRecord.Departure;
import dev.muster.spi.DocumentStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What becomes of users when a platform tells that they left, came back, or go by another id. Each
 * adds its changes, with the audit event, to the commit of whoever was told.
 */
@Component(service = Departures.class)
public final class Departures {
  private final Accounts accounts;
  private final Audit audit;
  private final UserEnds ends;

  /** Made by Declarative Services. */
  @Activate
  public Departures(
      @Reference Storage storage,
      @Reference DocumentStore store,
      @Reference Accounts accounts,
      @Reference Audit audit) {
    this.accounts = accounts;
    this.audit = audit;
    this.ends = new UserEnds(storage, store);
  }

  /** The user to whom an identity is linked. */
  public Optional<String> userOf(String tenant, String identity) {
    return accounts.identities().find(tenant, identity).map(it -> it.value().userId());
  }

  /** Whether somebody left by this identity and has not come back. */
  public boolean isGone(String tenant, String identity) {
    return user(tenant, identity).filter(user -> hasLeft(user.value(), identity)).isPresent();
  }

  /**
   * Somebody left: they are disabled. What is older than their last return is no news.
   *
   * @return the user whose sessions are to be ended once this is committed
   */
  public Optional<String> leave(UnitOfWork work, String tenant, String identity, Instant at) {
    Optional<Stored<UserRecord>> known =
        user(tenant, identity)
            .filter(
                it ->
                    it.value().departure().flatMap(Departure::backAt).stream()
                        .allMatch(at::isAfter));
    Optional<Stored<UserRecord>> user = known.filter(it -> it.value().active());
    user.ifPresent(
        it -> {
          work.add(accounts.users().replace(it, it.value().left(identity, at)));
          event(work, tenant, "user.disabled", it, Map.of("reason", "left-company"));
        });
    // what was theirs is somebody else's soon, also where an administrator was faster
    known
        .filter(it -> !it.value().active())
        .filter(it -> !it.value().ended(identity).equals(it.value()))
        .ifPresent(it -> work.add(accounts.users().replace(it, it.value().ended(identity))));
    return user.map(it -> it.key().id());
  }

  /** Somebody came back: they are let in again if they were disabled because they had left. */
  public void comeBack(UnitOfWork work, String tenant, String identity, Instant at) {
    user(tenant, identity)
        .filter(it -> hasLeft(it.value(), identity))
        .filter(it -> it.value().departure().stream().noneMatch(left -> at.isBefore(left.at())))
        .ifPresent(
            it -> {
              work.add(accounts.users().replace(it, it.value().back(at)));
              event(work, tenant, "user.enabled", it, Map.of("reason", "came-back"));
            });
  }

  /**
   * An account goes by another id: the identity moves, unless the new one is somebody's or cannot
   * be stored.
   */
  public void rename(
      UnitOfWork work, String tenant, String from, String to, String platformUserId) {
    Optional<Stored<IdentityRecord>> known = accounts.identities().find(tenant, from);
    if (known.isEmpty() || !ProfileRules.isPlatformId(platformUserId)) {
      return;
    }
    IdentityRecord before = known.get().value();
    Map<String, String> detail =
        Map.of(
            "platform", before.platform(),
            "platformTenant", before.platformTenant(),
            "from", before.platformUserId(),
            "to", platformUserId);
    boolean taken = !from.equals(to) && accounts.identities().find(tenant, to).isPresent();
    if (!taken) {
      if (!from.equals(to)) {
        work.add(accounts.identities().delete(known.get()));
        work.add(accounts.identities().create(tenant, to, before.called(platformUserId)));
      } else {
        work.add(accounts.identities().replace(known.get(), before.called(platformUserId)));
      }
      accounts
          .users()
          .find(tenant, before.userId())
          .filter(user -> !user.value().renamed(from, to).equals(user.value()))
          .ifPresent(
              user -> work.add(accounts.users().replace(user, user.value().renamed(from, to))));
    }
    work.add(
        audit.event(
            Caller.SYSTEM,
            tenant,
            taken ? "user.identity-rename-refused" : "user.identity-renamed",
            "user:" + before.userId(),
            detail));
  }

  /** Ends a user's sessions, and with them their codes and tokens. */
  public void endSessions(String tenant, String user) {
    ends.endSessions(tenant, user);
  }

  private static boolean hasLeft(UserRecord user, String identity) {
    return !user.active()
        && user.departure()
            .filter(it -> it.identity().equals(identity) && it.backAt().isEmpty())
            .isPresent();
  }

  private Optional<Stored<UserRecord>> user(String tenant, String identity) {
    return userOf(tenant, identity).flatMap(id -> accounts.users().find(tenant, id));
  }

  private void event(
      UnitOfWork work,
      String tenant,
      String action,
      Stored<UserRecord> user,
      Map<String, String> detail) {
    work.add(audit.event(Caller.SYSTEM, tenant, action, "user:" + user.key().id(), detail));
  }
}
