package dev.muster.core.user;

import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.user.UserRecord.Departure;
import dev.muster.spi.hook.UserEvent.IdentityRenamed;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
  private final EnabledSources sources;
  private final IdentitySessions identitySessions;

  /** Made by Declarative Services. */
  @Activate
  public Deprovisioning(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference UserHousekeeping housekeeping,
      @Reference EnabledSources sources) {
    this.accounts = accounts;
    this.housekeeping = housekeeping;
    this.sources = sources;
    this.identitySessions = new IdentitySessions(storage, housekeeping.ends());
  }

  /** The user to whom an identity is linked. */
  public Optional<String> userOf(String tenant, String identity) {
    return accounts.identities().find(tenant, identity).map(it -> it.value().userId());
  }

  /**
   * Whether whoever left by one account stays for the sake of another: one by which they may come
   * in, of another company or another person there, of which this company knows nothing. A password
   * is none: nobody vouches by it that they work anywhere.
   *
   * @param user the user's id
   * @param identity the id of the identity by which they left
   */
  public boolean staysByAnother(String tenant, String user, String identity) {
    return accounts.identitiesOf(tenant, user).stream()
        .filter(other -> !other.key().id().equals(identity) && !other.value().isAbsent())
        .anyMatch(other -> sources.isEnabled(tenant, other.value().identitySource()));
  }

  /**
   * Somebody left. Where they {@linkplain #staysByAnother stay by another account}, this one ends:
   * the sessions that began by it, and nobody comes in by it. Else they are disabled, and with that
   * their sessions have ended. What is older than their last return is no news.
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
    if (known
        .filter(it -> it.value().active() && staysByAnother(tenant, it.key().id(), identity))
        .isPresent()) {
      end(work, tenant, identity, known.get(), at, reason);
      return;
    }
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

  private void end(
      ChangeSet work,
      String tenant,
      String identity,
      Stored<UserRecord> user,
      Instant at,
      String reason) {
    Optional<Stored<IdentityRecord>> ended =
        accounts
            .identities()
            .find(tenant, identity)
            .filter(it -> !it.value().left(at).equals(it.value()));
    if (ended.isEmpty()) {
      return;
    }
    String id = user.key().id();
    work.add(accounts.identities().replace(ended.get(), ended.get().value().left(at)));
    UserRecord before = user.value();
    UserRecord after =
        identitySessions.end(work, tenant, id, before.ended(identity), Set.of(identity), at);
    // written in any case: whoever leaves two companies at a time must not stay by either
    work.add(accounts.users().replace(user, after));
    if (!after.sessionsValidFrom().equals(before.sessionsValidFrom())) {
      housekeeping.after(work, tenant, id);
    }
    work.emit(new UserChanged(id, UserChange.SESSIONS_ENDED, Optional.of(reason)));
  }

  /**
   * Somebody came back: they are let in again if they were disabled because they had left, and by
   * the account that had ended.
   */
  public void comeBack(ChangeSet work, String tenant, String identity, Instant at) {
    Optional<Stored<IdentityRecord>> returned =
        accounts
            .identities()
            .find(tenant, identity)
            .filter(it -> !it.value().back(at).equals(it.value()));
    returned.ifPresent(it -> work.add(accounts.identities().replace(it, it.value().back(at))));
    user(tenant, identity)
        .filter(it -> returned.isPresent() && !hasLeft(it.value(), identity))
        .ifPresent(it -> endOther(work, tenant, it.value()));
    user(tenant, identity)
        .filter(it -> returned.isPresent() ? hasLeft(it.value()) : hasLeft(it.value(), identity))
        .filter(it -> it.value().departure().stream().noneMatch(left -> at.isBefore(left.at())))
        .ifPresent(
            it -> {
              work.add(accounts.users().replace(it, it.value().back(at)));
              accounts.count(work, tenant, Optional.of(false), Optional.of(true));
              work.emit(
                  new UserChanged(it.key().id(), UserChange.ENABLED, Optional.of("came-back")));
            });
  }

  /** By which they left last they have not come back. */
  private void endOther(ChangeSet work, String tenant, UserRecord user) {
    user.departure()
        .filter(left -> hasLeft(user))
        .flatMap(
            left ->
                accounts
                    .identities()
                    .find(tenant, left.identity())
                    .filter(it -> !it.value().left(left.at()).equals(it.value()))
                    .map(it -> accounts.identities().replace(it, it.value().left(left.at()))))
        .ifPresent(work::add);
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
  public static boolean hasLeft(UserRecord user, Stored<IdentityRecord> identity) {
    return identity.value().isAbsent() ? hasLeft(user) : hasLeft(user, identity.key().id());
  }

  private static boolean hasLeft(UserRecord user, String identity) {
    return hasLeft(user)
        && user.departure().filter(it -> it.identity().equals(identity)).isPresent();
  }

  private static boolean hasLeft(UserRecord user) {
    return !user.active() && user.departure().filter(it -> it.backAt().isEmpty()).isPresent();
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
