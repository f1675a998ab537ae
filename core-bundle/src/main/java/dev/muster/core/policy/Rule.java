package dev.muster.core.policy;

import java.util.Locale;

/** The rows of the table by which somebody comes in or not. */
public enum Rule {
  /** Nobody comes in by a source that is disabled. */
  SOURCE_DISABLED,
  /** The person belongs to what the source does not let in. */
  ADMISSION_DENIED,
  /** The person belongs to nothing that the source lets in. */
  ADMISSION_NOT_ALLOWED,
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
  /** The person is asked whether they have an account already. */
  ASK,
  /** The person is asked which account is theirs; nobody gets one by signing in. */
  ASK_LOGIN_ONLY,
  /** The person was asked, and wants an account of their own. */
  ASK_CREATE,
  /** The person was asked, and has proved which account is theirs. */
  ASK_BIND,
  /** The account that the person proved is somebody else of this source or company. */
  ASK_TAKEN,
  /** The account that the person proved is disabled. */
  ASK_DISABLED;

  /** Its stable name, in kebab case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
