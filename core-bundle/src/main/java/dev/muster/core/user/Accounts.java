package dev.muster.core.user;

import dev.muster.api.ProblemException;
import dev.muster.api.User;
import dev.muster.core.check.Texts;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Text;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Query;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds users and identities, for those who decide and store. */
@Component(service = Accounts.class)
public final class Accounts {
  /** The most users that one value is looked up for; what is more than one's fits nobody. */
  private static final int MAX_CANDIDATES = 50;

  private static final int MAX_IDENTITIES = 1000;
  private static final int ID_BYTES = 15;

  private final Repository<UserRecord> users;
  private final Repository<IdentityRecord> identities;
  private final Repository<UserDifference> differences;
  private final UserIndexes indexes;
  private final SecureRandom random = new SecureRandom();

  /** Uses a storage. */
  @Activate
  public Accounts(@Reference Storage storage) {
    this.users = storage.repository(UserRecord.SCHEMA);
    this.identities = storage.repository(IdentityRecord.SCHEMA);
    this.differences = storage.repository(UserDifference.SCHEMA);
    this.indexes = new UserIndexes(storage);
  }

  /** Users. */
  public Repository<UserRecord> users() {
    return users;
  }

  /** Identities. */
  public Repository<IdentityRecord> identities() {
    return identities;
  }

  /** Whether whoever was stored by an earlier version is found by every index of today. */
  boolean indexesAreMade() {
    return indexes.areMade();
  }

  /**
   * How many accounts of a platform were linked by an identity source; counts them. Empty until
   * those of an earlier version are found by it.
   */
  public OptionalLong linkedBy(String tenant, String source) {
    return indexes.areMade()
        ? OptionalLong.of(
            identities.count(tenant, new Query.Equal(IdentityRecord.BY_SOURCE, source)))
        : OptionalLong.empty();
  }

  /** An id for somebody new. */
  public String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Adds what a change of a user makes of the numbers of users to its commit: every commit by which
   * there is one more or one less, active or not, calls this.
   *
   * @param work the commit
   * @param tenant the tenant's id
   * @param wasActive whether the user might come in before; empty where there was none
   * @param isActive whether they may from now on; empty where there is none any more
   */
  public void count(
      UnitOfWork work, String tenant, Optional<Boolean> wasActive, Optional<Boolean> isActive) {
    count(work, tenant, UserDifference.between(wasActive, isActive));
  }

  /** Counts several users at once. */
  void count(UnitOfWork work, String tenant, UserDifference difference) {
    if (!difference.equals(UserDifference.NONE)) {
      work.add(differences.create(tenant, newId(), difference));
    }
  }

  /** The user of a name, without regard to case. */
  public Optional<Stored<UserRecord>> byUsername(String tenant, String username) {
    return users.findBy(tenant, UserRecord.BY_USERNAME, UserRecord.folded(username));
  }

  /**
   * The user whom somebody means who enters a name: a user name, or a verified address that no
   * other user has. A name may be one user's name and another's verified address: {@link #isFree}
   * and {@link #taken} let none be stored, but earlier versions did, a platform may verify an
   * address later, and two commits may be made at once. It means the former where an administrator
   * chose it, or where that address is theirs too. One that was made of a platform's id means
   * neither: whoever may choose that id would take the name from whose address it is.
   *
   * @param name what was entered, however odd
   */
  public Optional<Stored<UserRecord>> named(String tenant, String name) {
    String plain = name.strip();
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    // all three are looked for: who is found by the first one takes no less time than nobody
    Optional<Stored<UserRecord>> ofName = byUsername(tenant, plain);
    List<Stored<UserRecord>> ofAddress = byAddress(tenant, plain);
    return ofName.isEmpty()
        ? only(ofAddress)
        : ofName.filter(
            user ->
                !user.value().hasPlatformUsername() || ofAddress.isEmpty() || has(ofAddress, user));
  }

  /** Users whose verified e-mail address or phone number a name is, however it is spelled. */
  private List<Stored<UserRecord>> byAddress(String tenant, String name) {
    List<Stored<UserRecord>> found = new ArrayList<>(byEmail(tenant, name));
    ProfileRules.phone(name).ifPresent(number -> found.addAll(byPhone(tenant, number)));
    return found;
  }

  /** The same, without looking for what cannot be an address, as most ids at platforms. */
  private List<Stored<UserRecord>> byNameAsAddress(String tenant, String name) {
    return name.indexOf('@') < 0 && ProfileRules.phone(name).isEmpty()
        ? List.of()
        : byAddress(tenant, name);
  }

  /** Users whose user name an address is, however it is spelled. */
  private List<Stored<UserRecord>> byAddressAsName(String tenant, String address) {
    List<Stored<UserRecord>> found = new ArrayList<>();
    byUsername(tenant, address).ifPresent(found::add);
    ProfileRules.phone(address)
        .map(number -> new Query.Equal(UserRecord.BY_SPELLED_PHONE, number))
        .ifPresent(spelled -> found.addAll(users.all(tenant, spelled, MAX_CANDIDATES)));
    return found;
  }

  private static boolean has(List<Stored<UserRecord>> users, Stored<UserRecord> user) {
    return users.stream().anyMatch(it -> it.key().equals(user.key()));
  }

  /**
   * Whether a user name can be given to somebody new: it means nobody yet, neither as a user name
   * nor as a verified address. Else whoever bears it at a platform took it from whose it is.
   */
  public boolean isFree(String tenant, String username) {
    return byUsername(tenant, username).isEmpty() && byNameAsAddress(tenant, username).isEmpty();
  }

  /**
   * What of a profile means another user already: a user name that is their verified address, or a
   * verified address that is their user name. What is not changed is not looked at.
   *
   * @param user the user's id; empty for somebody new
   * @param before what is stored; empty for somebody new
   * @param after what would be
   * @return the refusal, or empty
   */
  Optional<ProblemException> taken(
      String tenant, Optional<String> user, Optional<User.Profile> before, User.Profile after) {
    String name = after.username();
    if (before.filter(it -> same(it.username(), name)).isEmpty()
        && isAnother(byNameAsAddress(tenant, name), user)) {
      return Optional.of(
          ProblemException.taken(
              "username",
              new Text(
                  "This is a verified address of another user of the tenant.",
                  "该租户其他用户的已验证邮箱或手机号与此相同。")));
    }
    return takenAddress(tenant, user, "email", before, after, Accounts::verifiedEmail)
        .or(() -> takenAddress(tenant, user, "phone", before, after, Accounts::verifiedPhone));
  }

  private Optional<ProblemException> takenAddress(
      String tenant,
      Optional<String> user,
      String field,
      Optional<User.Profile> before,
      User.Profile after,
      Function<User.Profile, Optional<String>> address) {
    Optional<String> known = before.flatMap(address);
    return address
        .apply(after)
        .filter(it -> known.filter(same -> same(same, it)).isEmpty())
        .filter(it -> isAnother(byAddressAsName(tenant, it), user))
        .map(
            any ->
                ProblemException.taken(
                    field,
                    new Text(
                        "This is the user name of another user of the tenant.",
                        "该租户其他用户的用户名与此相同。")));
  }

  private static boolean isAnother(List<Stored<UserRecord>> found, Optional<String> user) {
    return found.stream().anyMatch(it -> !user.equals(Optional.of(it.key().id())));
  }

  private static Optional<String> verifiedEmail(User.Profile profile) {
    return profile.email().filter(any -> profile.emailVerified());
  }

  private static Optional<String> verifiedPhone(User.Profile profile) {
    return profile.phone().filter(any -> profile.phoneVerified());
  }

  private static Optional<Stored<UserRecord>> only(List<Stored<UserRecord>> found) {
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** The user of an external id. */
  public Optional<Stored<UserRecord>> byExternalId(String tenant, String externalId) {
    return users.findBy(tenant, UserRecord.BY_EXTERNAL_ID, externalId);
  }

  /** Users whose external id is this one but for case. */
  public List<Stored<UserRecord>> byAnyExternalId(String tenant, String externalId) {
    return found(
        tenant, UserRecord.BY_ANY_EXTERNAL_ID, externalId, profile -> profile.externalId());
  }

  /** Users whose verified e-mail address is this one, without regard to case. */
  public List<Stored<UserRecord>> byEmail(String tenant, String email) {
    return found(tenant, UserRecord.BY_VERIFIED_EMAIL, email, Accounts::verifiedEmail);
  }

  /** Users whose verified phone number is this one. */
  public List<Stored<UserRecord>> byPhone(String tenant, String phone) {
    return found(tenant, UserRecord.BY_VERIFIED_PHONE, phone, Accounts::verifiedPhone);
  }

  private List<Stored<UserRecord>> found(
      String tenant, String index, String value, Function<User.Profile, Optional<String>> ours) {
    String folded = UserRecord.folded(value);
    List<Stored<UserRecord>> found =
        new ArrayList<>(users.all(tenant, new Query.Equal(index, folded), MAX_CANDIDATES));
    if (!indexes.areMade()) {
      found.addAll(users.all(tenant, new Query.Equal(UserRecord.SEARCH, folded), Query.MAX_LIMIT));
    }
    return found.stream()
        .filter(
            user -> ours.apply(user.value().profile()).filter(own -> same(own, value)).isPresent())
        .distinct()
        .toList();
  }

  private static boolean same(String ours, String theirs) {
    return Texts.folded(ours).equals(Texts.folded(theirs));
  }

  /**
   * What is known of a user, for whoever is to be let in by an address of theirs. One that stands
   * by a link alone which can still be undone is not verified: whoever linked theirs to somebody
   * else's account has brought a mailbox of their own with it.
   *
   * @param user as they are stored
   * @param now the time
   * @return their profile
   */
  public User.Profile settled(Stored<UserRecord> user, Instant now) {
    return user.value()
        .verifiedWithout(
            identitiesOf(user.key().partition(), user.key().id()).stream()
                .filter(identity -> identity.value().isUnsettled(now))
                .map(identity -> identity.key().id())
                .collect(Collectors.toSet()));
  }

  /** A user's identities. */
  public List<Stored<IdentityRecord>> identitiesOf(String tenant, String userId) {
    return identities.all(tenant, new Query.Equal(IdentityRecord.BY_USER, userId), MAX_IDENTITIES);
  }

  /** What it means to whoever asked when a user cannot be stored. */
  public static Optional<RuntimeException> meaning(CommitResult.Conflict conflict) {
    return conflict
        .index()
        .filter(index -> conflict.reason() == CommitResult.Reason.UNIQUE)
        .map(
            field ->
                ProblemException.taken(
                    field,
                    new Text(
                        "Another user of the tenant has this " + field + ".",
                        "该租户已有其他用户使用此 " + field + "。")));
  }
}
