package dev.muster.core.grant;

import dev.muster.api.Client;
import dev.muster.api.Identity;
import dev.muster.api.Session;
import dev.muster.api.User;
import dev.muster.core.store.UnitOfWork;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives a client what it asked for, in the commit of what the grant rests on. Made by {@link
 * Issuer}; which one it is decides the type of what is given.
 *
 * @param <G> what the client is given
 */
@FunctionalInterface
public interface Granting<G> {
  /**
   * Adds the grant to a commit that creates its session and user or requires them.
   *
   * @return what to hand out once that is committed; empty, and nothing added, if the client does
   *     not take somebody who signed in so, or asks for somebody else
   */
  Optional<G> give(UnitOfWork work, Basis basis);

  /**
   * Until when what it gives may last: the document of the session that it rests on is kept as
   * long.
   *
   * @return empty if it ends with the browser's session at the latest
   */
  default Optional<Instant> lastsUntil(String tenant, Instant now) {
    return Optional.empty();
  }

  /**
   * Which client gets tokens in the very commit.
   *
   * @return empty where a code is given that is redeemed later, or nothing
   */
  default Optional<Client> tokensFor(String tenant) {
    return Optional.empty();
  }

  /** Gives nothing: somebody signs in for themselves. */
  static <G> Granting<G> nothing() {
    return (work, basis) -> Optional.empty();
  }

  /**
   * What a grant rests on.
   *
   * @param tenant the tenant's id
   * @param user whose it is
   * @param identity the account with which they signed in; empty with a password
   * @param session in which session
   * @param now at what time
   */
  record Basis(
      String tenant, User user, Optional<Identity> identity, Session session, Instant now) {}
}
