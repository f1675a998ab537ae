package dev.muster.api;

import dev.muster.spi.SignInMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way in for people.
 *
 * @param id {@code [a-z0-9-]{1,31}}, unique in the tenant, never changed
 * @param platform the platform's id, never changed; its bundle need not be there at the moment
 * @param settings the rest of it, without the values of secret fields
 * @param secrets the secret fields that are set here, by name
 * @param createdAt since when there is one; empty of what an earlier version stored, as the next
 * @param updatedAt when it was changed last
 * @param changedBy by whom, as in {@link Caller#actor()}
 */
public record IdentitySource(
    String id,
    String platform,
    Settings settings,
    Map<String, SecretState> secrets,
    Optional<Instant> createdAt,
    Optional<Instant> updatedAt,
    Optional<String> changedBy) {
  /** Copies. */
  public IdentitySource {
    secrets = Map.copyOf(secrets);
  }

  /**
   * The same as if it had other settings.
   *
   * @param other the settings
   * @return the source
   */
  public IdentitySource with(Settings other) {
    return new IdentitySource(id, platform, other, secrets, createdAt, updatedAt, changedBy);
  }

  /**
   * What can be set of a source.
   *
   * @param displayName what its button says, 1 to 100 characters
   * @param methods how people come in, at least one of the platform's
   * @param fields values by name; credentials that are left out are inherited from the tenant's
   *     mobile app
   * @param loginOnly whether nobody gets an account by signing in
   * @param association how a first sign-in finds the person's account
   * @param enabled whether people may come in here
   * @param order where it stands among the others on the sign-in page, 0 to {@link #MAX_ORDER}: the
   *     lowest first, those of the same in the order of ids
   * @param admission whom of the company it lets in
   * @param reconciliation when its address book is reconciled with the users
   * @param codes whether one-time codes go as messages to the people who are linked by it
   */
  public record Settings(
      String displayName,
      Set<SignInMethod> methods,
      Map<String, String> fields,
      boolean loginOnly,
      Association association,
      boolean enabled,
      int order,
      AdmissionRule admission,
      Reconciliation reconciliation,
      boolean codes) {
    /** The highest place. */
    public static final int MAX_ORDER = 1000;

    /** Copies; what an earlier version stored lets everybody in and is not reconciled. */
    public Settings {
      methods = Set.copyOf(methods);
      fields = Map.copyOf(fields);
      admission = admission == null ? AdmissionRule.EVERYBODY : admission;
      reconciliation = reconciliation == null ? Reconciliation.OFF : reconciliation;
    }

    /**
     * Settings of which all that may be left out has its usual value.
     *
     * @param displayName what its button says
     * @param methods how people come in
     * @return the settings
     */
    public static Settings of(String displayName, Set<SignInMethod> methods) {
      return new Settings(
          displayName,
          methods,
          Map.of(),
          false,
          Association.OFF,
          true,
          0,
          AdmissionRule.EVERYBODY,
          Reconciliation.OFF,
          false);
    }

    /**
     * The same with other methods.
     *
     * @param changed how people come in
     * @return the settings
     */
    public Settings withMethods(Set<SignInMethod> changed) {
      return new Settings(
          displayName,
          changed,
          fields,
          loginOnly,
          association,
          enabled,
          order,
          admission,
          reconciliation,
          codes);
    }

    /**
     * The same with other fields.
     *
     * @param changed values by name
     * @return the settings
     */
    public Settings withFields(Map<String, String> changed) {
      return new Settings(
          displayName,
          methods,
          changed,
          loginOnly,
          association,
          enabled,
          order,
          admission,
          reconciliation,
          codes);
    }

    /**
     * The same for people who have an account, or for all.
     *
     * @param changed whether nobody gets an account by signing in
     * @return the settings
     */
    public Settings withLoginOnly(boolean changed) {
      return new Settings(
          displayName,
          methods,
          fields,
          changed,
          association,
          enabled,
          order,
          admission,
          reconciliation,
          codes);
    }

    /**
     * The same with another association.
     *
     * @param changed how a first sign-in finds the person's account
     * @return the settings
     */
    public Settings withAssociation(Association changed) {
      return new Settings(
          displayName,
          methods,
          fields,
          loginOnly,
          changed,
          enabled,
          order,
          admission,
          reconciliation,
          codes);
    }

    /**
     * The same, enabled or not.
     *
     * @param changed whether people may come in here
     * @return the settings
     */
    public Settings withEnabled(boolean changed) {
      return new Settings(
          displayName,
          methods,
          fields,
          loginOnly,
          association,
          changed,
          order,
          admission,
          reconciliation,
          codes);
    }

    /**
     * The same at another place of the sign-in page.
     *
     * @param changed 0 to {@link #MAX_ORDER}
     * @return the settings
     */
    public Settings withOrder(int changed) {
      return new Settings(
          displayName,
          methods,
          fields,
          loginOnly,
          association,
          enabled,
          changed,
          admission,
          reconciliation,
          codes);
    }

    /**
     * The same with another admission.
     *
     * @param changed whom of the company it lets in
     * @return the settings
     */
    public Settings withAdmission(AdmissionRule changed) {
      return new Settings(
          displayName,
          methods,
          fields,
          loginOnly,
          association,
          enabled,
          order,
          changed,
          reconciliation,
          codes);
    }

    /**
     * The same, reconciled otherwise.
     *
     * @param changed when its address book is reconciled with the users
     * @return the settings
     */
    public Settings withReconciliation(Reconciliation changed) {
      return new Settings(
          displayName,
          methods,
          fields,
          loginOnly,
          association,
          enabled,
          order,
          admission,
          changed,
          codes);
    }

    /**
     * The same with or without codes as messages.
     *
     * @param changed whether one-time codes go as messages to the people who are linked by it
     * @return the settings
     */
    public Settings withCodes(boolean changed) {
      return new Settings(
          displayName,
          methods,
          fields,
          loginOnly,
          association,
          enabled,
          order,
          admission,
          reconciliation,
          changed);
    }

    /** Without the fields: values that are sent may be secret. */
    @Override
    public String toString() {
      return "Settings[" + displayName + "]";
    }
  }

  /**
   * Whom of the company a source lets in, by where they belong. It is asked at every sign-in, of
   * people who are known as of those who are not.
   *
   * @param allow where one has to belong to one of these; empty where everybody may come in
   * @param deny who belongs to one of these does not come in, whatever else they belong to
   */
  public record AdmissionRule(List<Unit> allow, List<Unit> deny) {
    /** Lets everybody in. */
    public static final AdmissionRule EVERYBODY = new AdmissionRule(List.of(), List.of());

    /** The most units of either list. */
    public static final int MAX_UNITS = 100;

    /**
     * The most groups of both lists together: some platforms are asked about each of them while
     * somebody waits.
     */
    public static final int MAX_GROUPS = 20;

    /** Copies. */
    public AdmissionRule {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }

    /**
     * Whether it names nothing.
     *
     * @return true if everybody may come in
     */
    public boolean isOpen() {
      return allow.isEmpty() && deny.isEmpty();
    }

    /**
     * What it names.
     *
     * @param kind of which kind
     * @return ids at the platform, each once
     */
    public Set<String> ids(UnitKind kind) {
      return Stream.concat(allow.stream(), deny.stream())
          .filter(unit -> unit.kind() == kind)
          .map(Unit::id)
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * A part of the company that people belong to.
   *
   * @param kind what it is
   * @param id its id at the platform
   */
  public record Unit(UnitKind kind, String id) {}

  /** What people belong to. */
  public enum UnitKind {
    /** A department, with all departments below it. */
    DEPARTMENT,
    /** What a platform calls a tag, a role or a user group. */
    GROUP
  }

  /**
   * How the platform's address book is reconciled with the users.
   *
   * @param schedule when that begins by itself
   * @param creates whether people who never signed in get an account, where a first sign-in would
   *     make one without asking them
   */
  public record Reconciliation(Schedule schedule, boolean creates) {
    /** Only when an administrator wants it, and for those who have signed in. */
    public static final Reconciliation OFF = new Reconciliation(Schedule.OFF, false);
  }

  /** When a reconciliation begins by itself. */
  public enum Schedule {
    /** Never. */
    OFF,
    /** Once a night, sources one after another. */
    NIGHTLY
  }

  /**
   * How a first sign-in finds the person's account.
   *
   * @param mode by what means
   * @param matchBy with {@link Mode#MATCH}: what is compared, at least one
   * @param trust fields that the administrator answers for although the platform does not; only
   *     {@code EMAIL} and {@code PHONE}
   */
  public record Association(Mode mode, List<MatchField> matchBy, Set<MatchField> trust) {
    /** No account is looked for. */
    public static final Association OFF = new Association(Mode.OFF, List.of(), Set.of());

    /** Copies. */
    public Association {
      matchBy = List.copyOf(matchBy);
      trust = Set.copyOf(trust);
    }
  }

  /** By what means an account is found. */
  public enum Mode {
    /** None is looked for. */
    OFF,
    /** By comparing fields. */
    MATCH,
    /** By asking the person. */
    ASK
  }

  /** What is compared. */
  public enum MatchField {
    /** E-mail addresses, where they are verified on both sides. */
    EMAIL("email"),
    /** Phone numbers, where they are verified on both sides. */
    PHONE("phone"),
    /** Our user name with the platform's user id. */
    USERNAME("username"),
    /** Our external id with the platform's user id. */
    EXTERNAL_ID("externalId");

    /** What the API calls it. */
    private final String id;

    MatchField(String id) {
      this.id = id;
    }

    /**
     * What the API calls it.
     *
     * @return the id
     */
    public String id() {
      return id;
    }
  }
}
