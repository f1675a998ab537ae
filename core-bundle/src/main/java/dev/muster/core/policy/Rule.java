package dev.muster.core.policy;

import java.util.Locale;

/** The rows of the table by which somebody comes in or not. */
public enum Rule {
  /** Nobody comes in by a source that is disabled. */
  SOURCE_DISABLED,
  /** The account is linked: its user signs in. */
  ALREADY_LINKED,
  /** The account is linked to a user who is disabled. */
  USER_DISABLED,
  /** No account is looked for: a user is created. */
  ASSOCIATION_OFF,
  /** No account is looked for, and nobody gets one by signing in. */
  LOGIN_ONLY,
  /** Exactly one user matches. */
  MATCH_ONE,
  /** No user matches: one is created. */
  MATCH_NONE,
  /** No user matches, and nobody gets an account by signing in. */
  MATCH_NONE_LOGIN_ONLY,
  /** Several users match. */
  MATCH_SEVERAL,
  /** The one user who matches is somebody else of this source or company. */
  MATCH_TAKEN,
  /** The one user who matches is disabled. */
  MATCH_DISABLED,
  /** The person would have to say which account is theirs. */
  ASK;

  /** Its stable name, in kebab case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
