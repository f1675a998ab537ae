package dev.muster.spi.hook;

import dev.muster.spi.SignInMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that has happened. It is recorded in the commit of what it is about, as a {@link
 * RecordedEvent}. No event holds a secret, a code or a token. More kinds may be added: a listener
 * ignores those that it does not know.
 */
public sealed interface DomainEvent {
  /**
   * What happened.
   *
   * @return its entry in the catalogue
   */
  EventAction action();

  /**
   * What it happened to.
   *
   * @return a kind and an id, such as {@code user:5f2c} or {@code mobile-app:lark}
   */
  String subject();

  /**
   * More of it, for the audit log.
   *
   * @return names and values, never a secret
   */
  default Map<String, String> detail() {
    return Map.of();
  }

  /**
   * Someone signed in.
   *
   * @param user the user's id
   * @param identitySource the identity source's id
   * @param method how they signed in
   * @param account what it did to their account
   */
  record SignedIn(String user, String identitySource, SignInMethod method, Account account)
      implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.SIGN_IN_SUCCEEDED;
    }

    @Override
    public String subject() {
      return "user:" + user;
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
      implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.SIGN_IN_REFUSED;
    }

    @Override
    public String subject() {
      return "identity-source:" + identitySource;
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
  record SessionEnded(String user, String session) implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.SESSION_ENDED;
    }

    @Override
    public String subject() {
      return "user:" + user;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("session", session);
    }
  }

  /**
   * An authorization code came a second time; what it gave was revoked.
   *
   * @param client the client's id
   * @param user the user's id
   */
  record CodeReused(String client, String user) implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.CODE_REUSED;
    }

    @Override
    public String subject() {
      return "client:" + client;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("user", user);
    }
  }

  /**
   * A user was created, changed or deleted. One who was created by signing in comes with {@link
   * SignedIn} and {@link Account#CREATED} alone.
   *
   * @param user the user's id
   * @param change what happened to them
   * @param reason why, in kebab case, where no administrator wanted it, such as {@code
   *     left-company}
   */
  record UserChanged(String user, UserChange change, Optional<String> reason)
      implements DomainEvent {
    /**
     * By an administrator.
     *
     * @param user the user's id
     * @param change what happened to them
     */
    public UserChanged(String user, UserChange change) {
      this(user, change, Optional.empty());
    }

    @Override
    public EventAction action() {
      return change.action;
    }

    @Override
    public String subject() {
      return "user:" + user;
    }

    @Override
    public Map<String, String> detail() {
      return reason.map(why -> Map.of("reason", why)).orElse(Map.of());
    }
  }

  /** What happens to users. */
  enum UserChange {
    /** Created by an administrator. */
    CREATED(EventAction.USER_CREATED),
    /** Something in their profile has changed. */
    CHANGED(EventAction.USER_CHANGED),
    /** May not sign in any more. */
    DISABLED(EventAction.USER_DISABLED),
    /** May sign in again. */
    ENABLED(EventAction.USER_ENABLED),
    /** Signed out everywhere. */
    SESSIONS_ENDED(EventAction.USER_SESSIONS_ENDED),
    /** Deleted. */
    DELETED(EventAction.USER_DELETED);

    private final EventAction action;

    UserChange(EventAction action) {
      this.action = action;
    }
  }

  /**
   * A person's account at a platform.
   *
   * @param platform the platform's id
   * @param platformTenant the company's id there
   * @param platformUserId the person's id there
   */
  record PlatformAccount(String platform, String platformTenant, String platformUserId) {}

  /**
   * A user's account at a platform was unlinked.
   *
   * @param user the user's id
   * @param account the account
   */
  record IdentityUnlinked(String user, PlatformAccount account) implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.IDENTITY_UNLINKED;
    }

    @Override
    public String subject() {
      return "user:" + user;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of(
          "platform", account.platform(),
          "platformTenant", account.platformTenant(),
          "platformUserId", account.platformUserId());
    }
  }

  /**
   * A platform renamed a user's account.
   *
   * @param user the user's id
   * @param account the account, by its former id
   * @param to its id from now on
   * @param taken true where that is another user's account already, so that nothing was changed
   */
  record IdentityRenamed(String user, PlatformAccount account, String to, boolean taken)
      implements DomainEvent {
    @Override
    public EventAction action() {
      return taken ? EventAction.IDENTITY_RENAME_REFUSED : EventAction.IDENTITY_RENAMED;
    }

    @Override
    public String subject() {
      return "user:" + user;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of(
          "platform", account.platform(),
          "platformTenant", account.platformTenant(),
          "from", account.platformUserId(),
          "to", to);
    }
  }

  /**
   * The binding of a tenant to a platform changed.
   *
   * @param platform the platform's id
   * @param change what happened to it
   * @param fields the names of the fields that changed
   */
  record MobileAppChanged(String platform, BindingChange change, Set<String> fields)
      implements DomainEvent {
    /** Copies the fields. */
    public MobileAppChanged {
      fields = Set.copyOf(fields);
    }

    @Override
    public EventAction action() {
      return change.action;
    }

    @Override
    public String subject() {
      return "mobile-app:" + platform;
    }

    @Override
    public Map<String, String> detail() {
      return named(fields);
    }
  }

  /** What happens to bindings. */
  enum BindingChange {
    /** It exists. */
    CREATED(EventAction.MOBILE_APP_CREATED),
    /** Its fields have changed. */
    CHANGED(EventAction.MOBILE_APP_CHANGED),
    /** It has other keys. */
    KEYS_MODIFIED(EventAction.MOBILE_APP_KEYS_MODIFIED),
    /** It is gone. */
    DELETED(EventAction.MOBILE_APP_DELETED);

    private final EventAction action;

    BindingChange(EventAction action) {
      this.action = action;
    }
  }

  private static Map<String, String> named(Set<String> fields) {
    return fields.isEmpty() ? Map.of() : Map.of("fields", String.join(",", new TreeSet<>(fields)));
  }

  /** What happens to whatever is created, changed and deleted. */
  enum ResourceChange {
    /** It exists. */
    CREATED,
    /** It has changed. */
    CHANGED,
    /** It is gone. */
    DELETED;

    private EventAction of(EventAction created, EventAction changed, EventAction deleted) {
      return switch (this) {
        case CREATED -> created;
        case CHANGED -> changed;
        case DELETED -> deleted;
      };
    }
  }

  /**
   * An identity source changed.
   *
   * @param identitySource the identity source's id
   * @param change what happened to it
   */
  record IdentitySourceChanged(String identitySource, ResourceChange change)
      implements DomainEvent {
    @Override
    public EventAction action() {
      return change.of(
          EventAction.IDENTITY_SOURCE_CREATED,
          EventAction.IDENTITY_SOURCE_CHANGED,
          EventAction.IDENTITY_SOURCE_DELETED);
    }

    @Override
    public String subject() {
      return "identity-source:" + identitySource;
    }
  }

  /**
   * An identity source trusts fields that its platform does not verify.
   *
   * @param identitySource the identity source's id
   * @param fields the fields that it trusts since now
   */
  record TrustAdded(String identitySource, Set<String> fields) implements DomainEvent {
    /** Copies the fields. */
    public TrustAdded {
      fields = Set.copyOf(fields);
    }

    @Override
    public EventAction action() {
      return EventAction.IDENTITY_SOURCE_TRUST_ADDED;
    }

    @Override
    public String subject() {
      return "identity-source:" + identitySource;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("level", "warning", "fields", String.join(",", new TreeSet<>(fields)));
    }
  }

  /**
   * A client changed.
   *
   * @param client the client's id
   * @param change what happened to it
   */
  record ClientChanged(String client, ResourceChange change) implements DomainEvent {
    @Override
    public EventAction action() {
      return change.of(
          EventAction.CLIENT_CREATED, EventAction.CLIENT_CHANGED, EventAction.CLIENT_DELETED);
    }

    @Override
    public String subject() {
      return "client:" + client;
    }
  }

  /**
   * A client has another secret.
   *
   * @param client the client's id
   */
  record ClientSecretRotated(String client) implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.CLIENT_SECRET_ROTATED;
    }

    @Override
    public String subject() {
      return "client:" + client;
    }
  }

  /**
   * A tenant has another signing key.
   *
   * @param tenant the tenant's id
   */
  record SigningKeysRotated(String tenant) implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.SIGNING_KEYS_ROTATED;
    }

    @Override
    public String subject() {
      return "tenant:" + tenant;
    }
  }

  /**
   * A tenant was created, renamed or deleted.
   *
   * @param tenant the tenant's id
   * @param change what happened to it; {@code CHANGED} when it was renamed
   */
  record TenantChanged(String tenant, ResourceChange change) implements DomainEvent {
    @Override
    public EventAction action() {
      return change.of(
          EventAction.TENANT_CREATED, EventAction.TENANT_RENAMED, EventAction.TENANT_DELETED);
    }

    @Override
    public String subject() {
      return "tenant:" + tenant;
    }
  }

  /**
   * An administrator took a hand in a task.
   *
   * @param id the task's id
   * @param type the name of its kind
   * @param change what happened to it
   */
  record TaskChanged(String id, String type, TaskChange change) implements DomainEvent {
    @Override
    public EventAction action() {
      return change.action;
    }

    @Override
    public String subject() {
      return "task:" + id;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("type", type);
    }
  }

  /** What administrators do to tasks. */
  enum TaskChange {
    /** It is tried again. */
    RETRIED(EventAction.TASK_RETRIED),
    /** It is not done. */
    DELETED(EventAction.TASK_DELETED);

    private final EventAction action;

    TaskChange(EventAction action) {
      this.action = action;
    }
  }

  /**
   * A plugin was uploaded and runs.
   *
   * @param plugin the plugin's symbolic name
   * @param version its version
   */
  record PluginInstalled(String plugin, String version) implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.PLUGIN_INSTALLED;
    }

    @Override
    public String subject() {
      return "plugin:" + plugin;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("version", version);
    }
  }

  /**
   * A plugin that was uploaded was refused.
   *
   * @param cause why, in kebab case
   */
  record PluginRefused(String cause) implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.PLUGIN_REFUSED;
    }

    @Override
    public String subject() {
      return "plugin";
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("cause", cause);
    }
  }

  /**
   * An administrator started, stopped or deleted a plugin.
   *
   * @param plugin the plugin's symbolic name
   * @param change what happened to it
   */
  record PluginChanged(String plugin, PluginChange change) implements DomainEvent {
    @Override
    public EventAction action() {
      return change.action;
    }

    @Override
    public String subject() {
      return "plugin:" + plugin;
    }
  }

  /** What administrators do to plugins. */
  enum PluginChange {
    /** It runs again. */
    STARTED(EventAction.PLUGIN_STARTED),
    /** It does not run until it is started. */
    STOPPED(EventAction.PLUGIN_STOPPED),
    /** It is gone. */
    DELETED(EventAction.PLUGIN_DELETED);

    private final EventAction action;

    PluginChange(EventAction action) {
      this.action = action;
    }
  }

  /**
   * An administrator signed in to the console.
   *
   * @param username their name
   */
  record AdministratorSignedIn(String username) implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.CONSOLE_SIGNED_IN;
    }

    @Override
    public String subject() {
      return "admin:" + username;
    }
  }

  /**
   * An administrator signed out of the console.
   *
   * @param username their name
   */
  record AdministratorSignedOut(String username) implements DomainEvent {
    @Override
    public EventAction action() {
      return EventAction.CONSOLE_SIGNED_OUT;
    }

    @Override
    public String subject() {
      return "admin:" + username;
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
   */
  record AttemptsRefused(Attempt attempt, String subject, int count) implements DomainEvent {
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
      return Map.of("count", Integer.toString(count));
    }
  }

  /** What is guessed. */
  enum Attempt {
    /** An administrator's password. */
    ADMIN_SIGN_IN(EventAction.ADMIN_SIGN_IN_REFUSED),
    /** A client's secret. */
    CLIENT_AUTHENTICATION(EventAction.CLIENT_AUTHENTICATION_REFUSED),
    /** An API token. */
    TOKEN(EventAction.TOKEN_REFUSED);

    private final EventAction action;

    Attempt(EventAction action) {
      this.action = action;
    }
  }
}
