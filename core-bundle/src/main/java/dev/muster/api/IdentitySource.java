package dev.muster.api;

import dev.muster.spi.SignInMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A way in for people.
 *
 * @param id {@code [a-z0-9-]{1,31}}, unique in the tenant, never changed
 * @param displayName what its button says, 1 to 100 characters
 * @param platform the platform's id, never changed; its bundle need not be there at the moment
 * @param methods how people come in, at least one of the platform's
 * @param fields values of fields that are not secret, by name; credentials that are left out are
 *     taken from the tenant's mobile app
 * @param secrets the secret fields that are set here, by name
 * @param loginOnly whether nobody gets an account by signing in
 * @param association how a first sign-in finds the person's account
 * @param enabled whether people may come in here
 */
public record IdentitySource(
    String id,
    String displayName,
    String platform,
    Set<SignInMethod> methods,
    Map<String, String> fields,
    Map<String, SecretState> secrets,
    boolean loginOnly,
    Association association,
    boolean enabled) {
  /** Copies. */
  public IdentitySource {
    methods = Set.copyOf(methods);
    fields = Map.copyOf(fields);
    secrets = Map.copyOf(secrets);
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
    /** E-mail addresses, where both sides are vouched for. */
    EMAIL("email"),
    /** Phone numbers, where both sides are vouched for. */
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
