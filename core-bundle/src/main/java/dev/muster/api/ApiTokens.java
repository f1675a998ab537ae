package dev.muster.api;

import dev.muster.api.Administrators.Principal;
import dev.muster.api.Administrators.Role;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Tokens with which programs call the management API. */
@ProviderType
public interface ApiTokens {
  /** How far {@link ApiToken#lastUsedAt()} may be behind. */
  Duration LAST_USED_PRECISION = Duration.ofHours(1);

  /**
   * Makes a token.
   *
   * @param caller on whose behalf
   * @param settings what it may do
   * @return the token, the only time that it is seen
   * @throws ProblemException {@code INVALID_VALUE}
   */
  WithSecret create(Caller caller, Settings settings);

  /**
   * Reads what is known of a token.
   *
   * @param id its id, however odd
   * @return the token, or empty if there is none
   */
  Optional<Versioned<ApiToken>> find(String id);

  /**
   * Lists tokens in the order of ids, also those that have expired.
   *
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Versioned<ApiToken>> list(int limit, Optional<String> after);

  /**
   * Revokes a token: from then on it lets nobody in.
   *
   * @param caller on whose behalf
   * @param id its id
   * @throws ProblemException {@code NOT_FOUND}
   */
  void delete(Caller caller, String id);

  /**
   * Whom an API token stands for, one of these or that of the settings. Too many wrong ones make
   * the address wait that they come from.
   *
   * @param caller the address and the correlation id; the actor is not used
   * @param token what was presented, however odd
   * @return who it is, or empty if it is none, was revoked or has expired
   * @throws ProblemException {@code THROTTLED}, also for a valid token while the address waits
   */
  Optional<Principal> authenticate(Caller caller, Secret token);

  /**
   * What can be set of a token when it is made.
   *
   * @param displayName what people call it
   * @param role what it may do
   * @param tenants where: ids, or {@code *} alone for all, as an owner has it
   * @param expiresAt from when on it lets nobody in; empty if it does not expire
   */
  record Settings(String displayName, Role role, Set<String> tenants, Optional<Instant> expiresAt) {
    /** Copies. */
    public Settings {
      tenants = Set.copyOf(tenants);
    }
  }

  /**
   * A token, without what is presented.
   *
   * @param id ours, opaque
   * @param settings what it may do
   * @param createdAt since when it is there
   * @param createdBy by whom it was made, as in {@link Caller#actor()}
   * @param lastUsedAt when it was used last, or up to {@link #LAST_USED_PRECISION} before
   */
  record ApiToken(
      String id,
      Settings settings,
      Instant createdAt,
      String createdBy,
      Optional<Instant> lastUsedAt) {}

  /**
   * A token that was made just now.
   *
   * @param token what is known of it
   * @param secret what is presented
   */
  record WithSecret(Versioned<ApiToken> token, Secret secret) {}
}
