package dev.muster.core.user;

import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Stored;
import dev.muster.core.user.UserRecord.Departure;
import dev.muster.spi.hook.UserEvent.IdentityRenamed;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What becomes of users when a platform tells that they left, came back, or go by another id. Each
 * adds its changes, with the event, to the commit of whoever learnt of it.
 */
@Component(service = Deprovisioning.class)
public final class Deprovisioning {
  private static final String LEFT = "left-company";

  private final Accounts accounts;
  private final UserHousekeeping housekeeping;

  /** Made by Declarative Services. */
  @Activate
  public Deprovisioning(@Reference Accounts accounts, @Reference UserHousekeeping housekeeping) {
    this.accounts = accounts;
    this.housekeeping = housekeeping;
  }

  /** The user to whom an identity is linked. */
  public Optional<String> userOf(String tenant, String identity) {
    return accounts.identities().find(tenant, identity).map(it -> it.value().userId());
  }

  /**
   * Somebody left: they are disabled, and with that their sessions have ended. What is older than
   * their last return is no news.
   */
  public void leave(ChangeSet work, String tenant, String identity, Instant at) {
    leave(work, tenant, identity, at, LEFT);
  }

  /**
   * The same.
   *
   * @param reason what is recorded as the reason
   */
  public void leave(ChangeSet work, String tenant, String identity, Instant at, String reason) {
    Optional<Stored<UserRecord>> known =
        user(tenant, identity)
            .filter(
                it ->
                    it.value().departure().flatMap(Departure::backAt).stream()
                        .allMatch(at::isAfter));
    known
        .filter(it -> it.value().active())
        .ifPresent(
            it -> {
              work.add(accounts.users().replace(it, it.value().left(identity, at)));
              accounts.count(work, tenant, Optional.of(true), Optional.of(false));
              housekeeping.after(work, tenant, it.key().id());
              work.emit(new UserChanged(it.key().id(), UserChange.DISABLED, Optional.of(reason)));
            });
    // what was theirs is somebody else's soon, also where an administrator was faster; and what was
    // learnt before of their return is no news any more
    known
        .filter(it -> !it.value().active())
        .filter(it -> !it.value().stillGone(identity, at).equals(it.value()))
        .ifPresent(
            it -> work.add(accounts.users().replace(it, it.value().stillGone(identity, at))));
  }

  /** Somebody came back: they are let in again if they were disabled because they had left. */
  public void comeBack(ChangeSet work, String tenant, String identity, Instant at) {
    user(tenant, identity)
        .filter(it -> hasLeft(it.value(), identity))
        .filter(it -> it.value().departure().stream().noneMatch(left -> at.isBefore(left.at())))
        .ifPresent(
            it -> {
              work.add(accounts.users().replace(it, it.value().back(at)));
              accounts.count(work, tenant, Optional.of(false), Optional.of(true));
              work.emit(
                  new UserChanged(it.key().id(), UserChange.ENABLED, Optional.of("came-back")));
            });
  }

  /**
   * An account goes by another id: the identity moves, unless the new one is somebody's or cannot
   * be stored.
   */
  public void rename(ChangeSet work, String tenant, String from, String to, String platformUserId) {
    Optional<Stored<IdentityRecord>> known = accounts.identities().find(tenant, from);
    if (known.isEmpty() || !ProfileRules.isPlatformId(platformUserId)) {
      return;
    }
    IdentityRecord before = known.get().value();
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
    work.emit(new IdentityRenamed(before.userId(), before.account(), platformUserId, taken));
  }

  /** Whether they are disabled because they had left, and nobody has decided otherwise since. */
  public static boolean hasLeft(UserRecord user, String identity) {
    return !user.active()
        && user.departure()
            .filter(it -> it.identity().equals(identity) && it.backAt().isEmpty())
            .isPresent();
  }

  /**
   * Whether an administrator let them in although they had left, and the platform has not let them
   * in since: then their having left is no news.
   */
  public static boolean isOverruled(UserRecord user, Stored<IdentityRecord> identity) {
    return user.departure()
        .filter(it -> it.identity().equals(identity.key().id()) && it.overruled())
        .flatMap(Departure::backAt)
        .filter(at -> !identity.value().lastSignInAt().isAfter(at))
        .isPresent();
  }

  private Optional<Stored<UserRecord>> user(String tenant, String identity) {
    return userOf(tenant, identity).flatMap(id -> accounts.users().find(tenant, id));
  }
}
