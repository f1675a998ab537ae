package dev.muster.core.user;

import dev.muster.api.ProblemException;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.spi.Secret;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Whether a password is somebody's, after the same work for everybody: how long a wrong one takes
 * tells neither whether there is such a person nor how theirs is stored.
 */
public final class PasswordChecks {
  /** Of one tenant's users; there is one more for each change of what hashing costs. */
  private static final int MOST_KINDS = 4;

  private final PasswordHash passwords;

  /** The earlier kinds of hashes that were met, by tenant. */
  private final ConcurrentMap<String, Set<String>> earlier = new ConcurrentHashMap<>();

  /** Checks by these hashes. */
  public PasswordChecks(PasswordHash passwords) {
    this.passwords = passwords;
  }

  /**
   * Compares a password with a hash.
   *
   * @param party for whom; hashes of its tenant's people are alike
   * @param password what is presented
   * @param hash what is stored, or empty for a name that nobody has, and where there is no password
   * @param heeded whether a right one counts
   * @return whether it is the hash's, and counts
   * @throws ProblemException {@code UNAVAILABLE} if too many passwords are hashed at the moment
   */
  public boolean isRight(Party party, Secret password, Optional<String> hash, boolean heeded) {
    String compared = hash.orElseGet(() -> passwords.decoy(passwords.kind()));
    boolean counts = hash.isPresent() && heeded;
    return passwords.inTurn(
        party,
        () -> {
          if (passwords.compares(password, compared) && counts) {
            return true;
          }
          workAsForAllOthers(party, password, compared);
          return false;
        });
  }

  /** Hashing of an earlier kind takes another time, which would tell whose hash it was. */
  private void workAsForAllOthers(Party party, Secret password, String compared) {
    Set<String> kinds =
        earlier.computeIfAbsent(party.tenant(), any -> ConcurrentHashMap.newKeySet());
    Optional<String> own = PasswordHash.kind(compared);
    own.filter(kind -> kinds.size() < MOST_KINDS && !kind.equals(passwords.kind()))
        .ifPresent(kinds::add);
    if (!own.equals(Optional.of(passwords.kind()))) {
      boolean unused = passwords.compares(password, passwords.decoy(passwords.kind()));
    }
    for (String kind : kinds) {
      if (!own.equals(Optional.of(kind))) {
        boolean unused = passwords.compares(password, passwords.decoy(kind));
      }
    }
  }
}
