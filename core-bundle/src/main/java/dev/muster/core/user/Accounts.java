package dev.muster.core.user;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.check.Texts;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.CommitResult;
import dev.muster.spi.Query;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds users and identities, for those who decide and store. */
@Component(service = Accounts.class)
public final class Accounts {
  /** The most users that one value is looked up for; a value of more fits nobody. */
  private static final int MAX_CANDIDATES = 50;

  private static final int MAX_IDENTITIES = 1000;
  private static final int ID_BYTES = 15;

  private final Repository<UserRecord> users;
  private final Repository<IdentityRecord> identities;
  private final SecureRandom random = new SecureRandom();

  /** Uses a storage. */
  @Activate
  public Accounts(@Reference Storage storage) {
    this.users = storage.repository(UserRecord.SCHEMA);
    this.identities = storage.repository(IdentityRecord.SCHEMA);
  }

  /** Users. */
  public Repository<UserRecord> users() {
    return users;
  }

  /** Identities. */
  public Repository<IdentityRecord> identities() {
    return identities;
  }

  /** An id for somebody new. */
  public String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The user of a name, without regard to case. */
  public Optional<Stored<UserRecord>> byUsername(String tenant, String username) {
    return users.findBy(tenant, UserRecord.BY_USERNAME, UserRecord.folded(username));
  }

  /** The user of an external id. */
  public Optional<Stored<UserRecord>> byExternalId(String tenant, String externalId) {
    return users.findBy(tenant, UserRecord.BY_EXTERNAL_ID, externalId);
  }

  /** Users with an e-mail address, vouched for or not, without regard to case. */
  public List<Stored<UserRecord>> byEmail(String tenant, String email) {
    return searched(tenant, email).stream()
        .filter(each -> same(each.value().profile().email(), email))
        .toList();
  }

  /** Users with a phone number, vouched for or not. */
  public List<Stored<UserRecord>> byPhone(String tenant, String phone) {
    return searched(tenant, phone).stream()
        .filter(each -> same(each.value().profile().phone(), phone))
        .toList();
  }

  private static boolean same(Optional<String> ours, String theirs) {
    return ours.filter(value -> Texts.folded(value).equals(Texts.folded(theirs))).isPresent();
  }

  private List<Stored<UserRecord>> searched(String tenant, String value) {
    Query.Condition condition = new Query.Equal(UserRecord.SEARCH, UserRecord.folded(value));
    return users.all(tenant, condition, MAX_CANDIDATES);
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
                new ProblemException(
                    ProblemCode.ALREADY_EXISTS,
                    "Another user of the tenant has this " + field + ".",
                    List.of(
                        new ProblemException.FieldProblem(
                            field, "already-exists", "Another user has it.")),
                    Optional.empty()));
  }
}
