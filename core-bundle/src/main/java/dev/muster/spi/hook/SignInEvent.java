package dev.muster.spi.hook;

import dev.muster.spi.SignInMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Someone signed in, was refused, or signed out. */
public sealed interface SignInEvent extends DomainEvent {
  /**
   * Someone signed in.
   *
   * @param user the user's id
   * @param identitySource the identity source's id
   * @param method how they signed in
   * @param account what it did to their account
   */
  record SignedIn(String user, String identitySource, SignInMethod method, Account account)
      implements SignInEvent {
    @Override
    public EventAction action() {
      return EventAction.SIGN_IN_SUCCEEDED;
    }

    @Override
    public String subject() {
      return Subjects.user(user);
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("source", identitySource, "method", method.id(), "account", account.id());
    }
  }

  /** What a sign-in did to the person's account. */
  enum Account {
    /** Nothing: it was linked before. */
    RETURNING("returning"),
    /** It was linked to a user who existed. */
    LINKED("linked"),
    /** A user was created. */
    CREATED("created");

    private final String id;

    Account(String id) {
      this.id = id;
    }

    /**
     * Its stable name.
     *
     * @return in kebab case
     */
    public String id() {
      return id;
    }
  }

  /**
   * Someone was not let in. Of a flood at most 60 a minute and tenant are recorded.
   *
   * @param identitySource the identity source's id
   * @param reason why, in kebab case, such as {@code foreign-company}; more may be added
   * @param attempt what an operator needs to find the cause
   */
  record SignInRefused(String identitySource, String reason, RefusedAttempt attempt)
      implements SignInEvent {
    @Override
    public EventAction action() {
      return EventAction.SIGN_IN_REFUSED;
    }

    @Override
    public String subject() {
      return Subjects.identitySource(identitySource);
    }

    @Override
    public Map<String, String> detail() {
      return attempt.detail(reason);
    }
  }

  /**
   * A sign-in that was refused.
   *
   * @param platform the platform's id
   * @param method how they tried to sign in
   * @param platformCode the platform's own code, where it refused
   * @param client the id of the client that asked for the sign-in, where one did
   * @param policy the symbolic name of the bundle whose policy refused, where one did
   */
  record RefusedAttempt(
      String platform,
      SignInMethod method,
      Optional<String> platformCode,
      Optional<String> client,
      Optional<String> policy) {
    private Map<String, String> detail(String reason) {
      Map<String, String> detail = new LinkedHashMap<>();
      detail.put("reason", reason);
      detail.put("platform", platform);
      detail.put("method", method.id());
      platformCode.ifPresent(code -> detail.put("platformCode", code));
      client.ifPresent(id -> detail.put("client", id));
      policy.ifPresent(bundle -> detail.put("policy", bundle));
      return detail;
    }
  }

  /**
   * Someone ended their session.
   *
   * @param user the user's id
   * @param session the session's id
   */
  record SessionEnded(String user, String session) implements SignInEvent {
    @Override
    public EventAction action() {
      return EventAction.SESSION_ENDED;
    }

    @Override
    public String subject() {
      return Subjects.user(user);
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("session", session);
    }
  }
}
