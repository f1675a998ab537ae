package dev.muster.spi.hook;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Adds claims of its own to what clients learn of a person, at UserInfo and in the ID tokens of
 * clients that want claims there. A hook: every service of this type that is registered is asked;
 * where two give the same claim, the one with the higher service ranking wins.
 *
 * @apiNote A contributor can add, never replace: claims of the protocol (RFC 7519, OpenID Connect)
 *     and the product's own are left out of what it gives. So is everything it gives when it fails,
 *     takes too long or gives too much: the person signs in without. That is logged and counted in
 *     {@code muster_hook_calls_total}. A client must therefore not take the absence of such a claim
 *     for a permission.
 */
@ConsumerType
public interface ClaimsContributor {
  /** The most claims of one contributor. */
  int MAX_CLAIMS = 32;

  /** The most characters of one contributor's claims, names and values together. */
  int MAX_CHARACTERS = 8192;

  /**
   * Says what a client learns beyond what it learns anyway.
   *
   * @implSpec Called at every UserInfo request, and at every issue of an ID token to a client that
   *     wants claims there, by many threads at once. May block for 300 ms at most; keep what comes
   *     from elsewhere in memory.
   * @param subject whom the client asks about, and for what
   * @return claims by name; values are {@code String}, {@code Boolean}, {@code Number}, or lists
   *     and maps of them; empty where there is nothing to add
   */
  Map<String, Object> claims(Subject subject);

  /**
   * Whom a client asks about. Give a claim only where the scope asks for it.
   *
   * @param tenant the tenant's id
   * @param client the client's id
   * @param scope the scopes that were granted
   * @param user the user's id: {@code sub}
   * @param username the user's name in the tenant
   * @param externalId their id in a system of the company's
   * @param account their account at the platform by which they came in; empty if it was unlinked
   */
  record Subject(
      String tenant,
      String client,
      Set<String> scope,
      String user,
      String username,
      Optional<String> externalId,
      Optional<Account> account) {
    /** Copies. */
    public Subject {
      scope = Set.copyOf(scope);
    }
  }

  /**
   * An account at a platform.
   *
   * @param platform the platform's id
   * @param platformTenant the company's id there
   * @param platformUserId the person's id there
   */
  record Account(String platform, String platformTenant, String platformUserId) {}
}
