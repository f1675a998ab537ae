package dev.muster.core.signin;

import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PersonalLink;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person chose who was asked which account is theirs, as it is kept among the proofs of a
 * sign-in.
 *
 * @param proof how they proved it, or {@link #CREATE}
 * @param user whose account it is; empty for one of their own
 * @param by the id of the identity by which they proved it, where they did by one
 */
record Chosen(String proof, Optional<String> user, Optional<String> by) {
  /** The name of the step, under which the proof is kept. */
  static final String STEP = "bind";

  static final String CREATE = PersonalLink.CREATE;
  static final String PASSWORD = "password";
  static final String CODE = "code";
  static final String IDENTITY_SOURCE = "identity-source";

  /** How a link came about where nobody was asked. */
  private static final String MATCH = "match";

  static Chosen create() {
    return new Chosen(CREATE, Optional.empty(), Optional.empty());
  }

  static Chosen bind(String proof, String user) {
    return new Chosen(proof, Optional.of(user), Optional.empty());
  }

  /** Proved by an identity that is linked to the account. */
  static Chosen byIdentity(String identity, String user) {
    return new Chosen(IDENTITY_SOURCE, Optional.of(user), Optional.of(identity));
  }

  /** Ids have no blank. */
  String text() {
    return Stream.of(Optional.of(proof), user, by)
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  static Optional<Chosen> of(Map<String, String> proofs) {
    return Optional.ofNullable(proofs.get(STEP))
        .map(
            text -> {
              String[] parts = text.split(" ", 3);
              return new Chosen(parts[0], part(parts, 1), part(parts, 2));
            });
  }

  private static Optional<String> part(String[] parts, int index) {
    return index < parts.length ? Optional.of(parts[index]) : Optional.empty();
  }

  /**
   * Whether the identity by which they proved it still shows whose account it is: it is linked to
   * that one, and its person has not left.
   */
  boolean stands(Accounts accounts, String tenant) {
    return by.isEmpty() || vouching(accounts, tenant).isPresent();
  }

  /**
   * Rests a commit on that.
   *
   * @return false if it is not so any more
   */
  boolean restOn(UnitOfWork work, Accounts accounts, String tenant) {
    Optional<Stored<IdentityRecord>> vouching = vouching(accounts, tenant);
    vouching.ifPresent(it -> work.add(accounts.identities().require(it)));
    return by.isEmpty() || vouching.isPresent();
  }

  private Optional<Stored<IdentityRecord>> vouching(Accounts accounts, String tenant) {
    return by.flatMap(id -> accounts.identities().find(tenant, id))
        .filter(it -> user.equals(Optional.of(it.value().userId())) && !it.value().isAbsent());
  }

  /** How the link of this sign-in came about. */
  static String proof(Map<String, String> proofs) {
    return of(proofs).map(Chosen::proof).orElse(MATCH);
  }
}
