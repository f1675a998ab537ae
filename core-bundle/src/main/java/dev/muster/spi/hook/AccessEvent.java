package dev.muster.spi.hook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Someone came to the console or the API, or tried to. */
public sealed interface AccessEvent extends DomainEvent {
  /**
   * An administrator signed in to the console.
   *
   * @param username their name
   */
  record AdministratorSignedIn(String username) implements AccessEvent {
    @Override
    public EventAction action() {
      return EventAction.CONSOLE_SIGNED_IN;
    }

    @Override
    public String subject() {
      return Subjects.administrator(username);
    }
  }

  /**
   * An administrator signed out of the console.
   *
   * @param username their name
   */
  record AdministratorSignedOut(String username) implements AccessEvent {
    @Override
    public EventAction action() {
      return EventAction.CONSOLE_SIGNED_OUT;
    }

    @Override
    public String subject() {
      return Subjects.administrator(username);
    }
  }

  /**
   * Wrong passwords, client secrets or API tokens were presented: one event a minute, subject and
   * address. The count in the audit log goes on growing for that minute; listeners hear of the
   * first.
   *
   * @param attempt what was presented
   * @param subject whose it is said to be, such as {@code client:shop}; names that nobody has are
   *     one
   * @param count how often
   * @param reason what was wrong, if that is known: words in kebab case, separated by commas
   */
  record AttemptsRefused(Attempt attempt, String subject, int count, Optional<String> reason)
      implements AccessEvent {
    /** One that does not tell what was wrong. */
    public AttemptsRefused(Attempt attempt, String subject, int count) {
      this(attempt, subject, count, Optional.empty());
    }

    @Override
    public EventAction action() {
      return attempt.action;
    }

    @Override
    public String subject() {
      return subject;
    }

    @Override
    public Map<String, String> detail() {
      Map<String, String> detail = new LinkedHashMap<>();
      detail.put("count", Integer.toString(count));
      reason.ifPresent(words -> detail.put("reason", words));
      return detail;
    }
  }

  /** What is guessed. */
  enum Attempt {
    /** An administrator's password. */
    ADMIN_SIGN_IN(EventAction.ADMIN_SIGN_IN_REFUSED),
    /** A client's secret. */
    CLIENT_AUTHENTICATION(EventAction.CLIENT_AUTHENTICATION_REFUSED),
    /** An API token. */
    TOKEN(EventAction.TOKEN_REFUSED),
    /** What somebody showed who was asked which account is theirs. */
    PROOF(EventAction.PROOF_REFUSED),
    /** The key of an alert intake. */
    ALERT_KEY(EventAction.ALERT_INTAKE_REFUSED);

    private final EventAction action;

    Attempt(EventAction action) {
      this.action = action;
    }
  }
}
