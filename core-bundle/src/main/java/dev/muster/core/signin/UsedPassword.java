package dev.muster.core.signin;

import dev.muster.core.user.UserRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * That a password of ours was used in a sign-in, and what becomes of it, as it is kept among the
 * proofs of the sign-in.
 */
final class UsedPassword {
  /** What {@link UserRecord#sessionsValidFrom} was: another password changes it. */
  private static final String SINCE = "password";

  /** What {@link PasswordSource#validFrom} was: turning sign-ins by password off changes it. */
  private static final String ON_SINCE = "password-on-since";

  /** The same password, hashed as it is today. */
  private static final String RENEWED = "password-renewed";

  /** In place of the password there was a code. */
  private static final String RECOVERED = "password-recovered";

  private UsedPassword() {}

  /** What is kept of a password that was right. */
  static Map<String, String> of(UserRecord user, String onSince, Optional<String> renewed) {
    Map<String, String> proofs = new HashMap<>();
    proofs.put(SINCE, user.sessionsValidFrom().toString());
    proofs.put(ON_SINCE, onSince);
    renewed.ifPresent(hash -> proofs.put(RENEWED, hash));
    return proofs;
  }

  /** What is kept of a code that stands for the password. */
  static Map<String, String> recovered(UserRecord user, String onSince) {
    Map<String, String> proofs = of(user, onSince, Optional.empty());
    proofs.put(RECOVERED, "code");
    return proofs;
  }

  /** Whether a code stands for the password. */
  static boolean isRecovered(Map<String, String> proofs) {
    return proofs.containsKey(RECOVERED);
  }

  /**
   * Whether the user has got another password since, or was signed out everywhere, or the tenant
   * has turned the sign-in by password off.
   */
  static boolean isOutdated(Map<String, String> proofs, UserRecord user, String onSince) {
    String since = proofs.get(SINCE);
    return since != null
        && !(since.equals(user.sessionsValidFrom().toString())
            && onSince.equals(proofs.get(ON_SINCE)));
  }

  /** Whether the person has chosen another one. */
  static boolean isReplaced(Map<String, String> proofs) {
    return proofs.containsKey(ChangeStep.NAME);
  }

  /** Why they chose another one, as events say it. */
  static String reason(Map<String, String> proofs) {
    return isRecovered(proofs) ? "recovery" : "required";
  }

  /** The user as they are once signed in. */
  static UserRecord after(Map<String, String> proofs, UserRecord user, Instant now) {
    return Optional.ofNullable(proofs.get(ChangeStep.NAME))
        .map(hash -> user.withChosenPassword(hash, now))
        .or(() -> Optional.ofNullable(proofs.get(RENEWED)).map(user::withPassword))
        .orElse(user);
  }
}
