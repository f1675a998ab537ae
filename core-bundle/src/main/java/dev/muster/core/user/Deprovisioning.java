package dev.muster.core.user;

import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.user.IdentityRecord.Absence;
import dev.muster.spi.hook.UserEvent.IdentityRenamed;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What becomes of users when a platform tells that they left, came back, or go by another id. Each
 * adds its changes, with the event, to the commit of whoever learnt of it.
 */
@Component(service = Deprovisioning.class)
public final class Deprovisioning {
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
   * their sessions have ended. What is older than their last return by this account is no news, nor
   * is anything of whom an administrator {@linkplain #isOverruled let in all the same}.
   */
  public void leave(ChangeSet work, String tenant, String identity, Instant at) {
    leave(work, tenant, identity, at, Departure.LEFT_COMPANY);
  }

  /**
   * The same.
   *
   * @param reason what is recorded as the reason
   */
  public void leave(ChangeSet work, String tenant, String identity, Instant at, String reason) {
    accounts
        .identities()
        .find(tenant, identity)
        .ifPresent(
            account ->
                accounts
                    .users()
                    .find(tenant, account.value().userId())
                    .filter(user -> isNews(user.value(), account, at))
                    .filter(user -> !isOverruled(user.value(), account))
                    .ifPresent(user -> leave(work, account, user, at, reason)));
  }

  /** That they came back by another account says nothing of this one. */
  private static boolean isNews(UserRecord user, Stored<IdentityRecord> account, Instant at) {
    return Stream.concat(
            user
                .departure()
                .filter(it -> it.isOf(account.key().id()))
                .flatMap(Departure::backAt)
                .stream(),
            account.value().absence().flatMap(Absence::backAt).stream())
        .allMatch(at::isAfter);
  }

  private void leave(
      ChangeSet work,
      Stored<IdentityRecord> account,
      Stored<UserRecord> user,
      Instant at,
      String reason) {
    String tenant = account.key().partition();
    String identity = account.key().id();
    String id = user.key().id();
    if (!user.value().active()) {
      stillGone(work, account, user, at);
    } else if (staysByAnother(tenant, id, identity)) {
      end(work, account, user, at, reason);
    } else {
      work.add(accounts.users().replace(user, user.value().left(account, at, reason)));
      accounts.count(work, tenant, Optional.of(true), Optional.of(false));
      housekeeping.after(work, tenant, id);
      work.emit(new UserChanged(id, UserChange.DISABLED, Optional.of(reason)));
    }
  }

  /**
   * What was theirs is somebody else's soon, also where an administrator was faster; and what was
   * learnt before of their return is no news any more. Where they are disabled because they left by
   * another account, they do not come in by this one either when they are back by that.
   */
  private void stillGone(
      ChangeSet work, Stored<IdentityRecord> account, Stored<UserRecord> user, Instant at) {
    UserRecord after = user.value().stillGone(account.key().id(), at);
    if (!after.equals(user.value())) {
      work.add(accounts.users().replace(user, after));
    }
    if (hasLeft(user.value()) && !hasLeft(user.value(), account.key().id())) {
      absent(work, account, at);
    }
  }

  private void end(
      ChangeSet work,
      Stored<IdentityRecord> account,
      Stored<UserRecord> user,
      Instant at,
      String reason) {
    if (!absent(work, account, at)) {
      return;
    }
    String tenant = account.key().partition();
    String identity = account.key().id();
    String id = user.key().id();
    UserRecord before = user.value();
    UserRecord after =
        identitySessions.end(work, tenant, id, before.ended(identity, at), Set.of(identity), at);
    // written in any case: whoever leaves two companies at a time must not stay by either
    work.add(accounts.users().replace(user, after));
    if (!after.sessionsValidFrom().equals(before.sessionsValidFrom())) {
      housekeeping.after(work, tenant, id);
    }
    work.emit(new UserChanged(id, UserChange.SESSIONS_ENDED, Optional.of(reason)));
  }

  /** False where it says so already, or they have come back since. */
  private boolean absent(ChangeSet work, Stored<IdentityRecord> account, Instant at) {
    IdentityRecord after = account.value().left(at);
    if (after.equals(account.value())) {
      return false;
    }
    work.add(accounts.identities().replace(account, after));
    return true;
  }

  /**
   * Somebody came back: they are let in again if they were disabled because they had left, and by
   * the account that had ended.
   */
  public void comeBack(ChangeSet work, String tenant, String identity, Instant at) {
    accounts
        .identities()
        .find(tenant, identity)
        .ifPresent(
            account ->
                accounts
                    .users()
                    .find(tenant, account.value().userId())
                    .ifPresent(user -> comeBack(work, account, user, at)));
  }

  private void comeBack(
      ChangeSet work, Stored<IdentityRecord> account, Stored<UserRecord> user, Instant at) {
    String identity = account.key().id();
    UserRecord before = user.value();
    IdentityRecord returned = account.value().back(at);
    boolean isBack = !returned.equals(account.value());
    if (isBack) {
      work.add(accounts.identities().replace(account, returned));
    }
    if (hasLeft(before, identity)) {
      if (before.departure().stream().noneMatch(left -> at.isBefore(left.at()))) {
        letIn(work, user, identity, at);
      }
    } else if (isBack && hasLeft(before)) {
      // when they left by the other one says nothing of when they came back by this one
      endOther(work, account.key().partition(), before);
      letIn(work, user, identity, at);
    } else if (isOverruled(before, account) && !before.back(identity, at).equals(before)) {
      // from now on the platform lets them in, and what it says later counts again
      work.add(accounts.users().replace(user, before.back(identity, at)));
    }
  }

  private void letIn(ChangeSet work, Stored<UserRecord> user, String identity, Instant at) {
    work.add(accounts.users().replace(user, user.value().back(identity, at)));
    accounts.count(work, user.key().partition(), Optional.of(false), Optional.of(true));
    work.emit(new UserChanged(user.key().id(), UserChange.ENABLED, Optional.of("came-back")));
  }

  /** By which they left last they have not come back. */
  private void endOther(ChangeSet work, String tenant, UserRecord user) {
    user.departure()
        .ifPresent(
            left ->
                accounts
                    .identities()
                    .find(tenant, left.identity())
                    .ifPresent(other -> absent(work, other, left.at())));
  }

  /**
   * An account goes by another id: the identity moves, with all that names it, unless the new one
   * is somebody's or cannot be stored.
   */
  public void rename(
      ChangeSet work, String tenant, String from, String to, String platformUserId, Instant at) {
    Optional<Stored<IdentityRecord>> known = accounts.identities().find(tenant, from);
    if (known.isEmpty() || !ProfileRules.isPlatformId(platformUserId)) {
      return;
    }
    IdentityRecord before = known.get().value();
    boolean taken = !from.equals(to) && accounts.identities().find(tenant, to).isPresent();
    if (!taken && from.equals(to)) {
      work.add(accounts.identities().replace(known.get(), before.called(platformUserId)));
    } else if (!taken) {
      work.add(accounts.identities().delete(known.get()));
      work.add(accounts.identities().create(tenant, to, before.called(platformUserId)));
      accounts
          .users()
          .find(tenant, before.userId())
          .ifPresent(user -> rename(work, user, from, to, at));
    }
    work.emit(new IdentityRenamed(before.userId(), before.account(), platformUserId, taken));
  }

  /** What came by it, what began by it and what was linked by it. */
  private void rename(ChangeSet work, Stored<UserRecord> user, String from, String to, Instant at) {
    String tenant = user.key().partition();
    String id = user.key().id();
    UserRecord after = user.value().renamed(from, to);
    if (!identitySessions.rename(work, tenant, id, from, to)) {
      after = after.signedOut(at);
      housekeeping.after(work, tenant, id);
    }
    if (!after.equals(user.value())) {
      work.add(accounts.users().replace(user, after));
    }
    for (Stored<IdentityRecord> other : accounts.identitiesOf(tenant, id)) {
      other
          .value()
          .personal()
          .filter(link -> link.by().equals(Optional.of(from)) && !other.key().id().equals(from))
          .map(link -> other.value().with(Optional.of(link.linkedBy(to))))
          .ifPresent(linked -> work.add(accounts.identities().replace(other, linked)));
    }
  }

  /** Whether they are disabled because they had left, and nobody has decided otherwise since. */
  public static boolean hasLeft(UserRecord user, Stored<IdentityRecord> identity) {
    return identity.value().isAbsent() ? hasLeft(user) : hasLeft(user, identity.key().id());
  }

  private static boolean hasLeft(UserRecord user, String identity) {
    return user.gone().filter(it -> it.isOf(identity)).isPresent();
  }

  private static boolean hasLeft(UserRecord user) {
    return user.gone().isPresent();
  }

  /**
   * Whether an administrator let them in although they had left, and the platform has not let them
   * in since: then their having left is no news.
   */
  public static boolean isOverruled(UserRecord user, Stored<IdentityRecord> identity) {
    return user.departure()
        .filter(it -> it.isOf(identity.key().id()) && it.overruled())
        .flatMap(Departure::backAt)
        .filter(at -> !identity.value().lastSignInAt().isAfter(at))
        .isPresent();
  }
}
