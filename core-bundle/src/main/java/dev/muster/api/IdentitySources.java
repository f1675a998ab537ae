package dev.muster.api;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.spi.Page;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.CheckReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** The ways in that tenants have set up. */
@ProviderType
public interface IdentitySources {
  /**
   * Adds a source.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the source's id
   * @param platform the platform's id
   * @param settings the rest of it, values of secret fields among its fields
   * @return the source
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}, {@code
   *     ALREADY_EXISTS}
   */
  Versioned<IdentitySource> create(
      Caller caller, String tenant, String id, String platform, Settings settings);

  /**
   * Reads a source.
   *
   * @param tenant the tenant's id
   * @param id the source's id, however odd
   * @return the source, or empty if there is none
   */
  Optional<Versioned<IdentitySource>> find(String tenant, String id);

  /**
   * Lists a tenant's sources in the order of ids.
   *
   * @param tenant the tenant's id
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Versioned<IdentitySource>> list(String tenant, int limit, Optional<String> after);

  /**
   * A tenant's sources of one platform, enabled or not. From memory.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @return sources in the order of ids
   */
  List<IdentitySource> ofPlatform(String tenant, String platform);

  /**
   * The sources that a person may be offered at the moment: enabled, with {@code BROWSER} or {@code
   * IN_APP} among their methods. From memory; meant for every sign-in page.
   *
   * @param tenant the tenant's id
   * @return what a page needs to know of each, in the order of {@link Settings#order}, then of ids
   */
  List<Offer> offers(String tenant);

  /**
   * How a source is used.
   *
   * @param tenant the tenant's id
   * @param id the source's id
   * @return what is known of it
   */
  Usage usage(String tenant, String id);

  /**
   * How all sources are used.
   *
   * @param tenant the tenant's id
   * @return by source, without {@link Usage#linkedUsers}; sources of which nothing is known are
   *     absent
   */
  Map<String, Usage> usages(String tenant);

  /**
   * Changes a source, but for its id and platform.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the source's id
   * @param change makes the new settings of the present ones, in whose fields there is no secret: a
   *     secret field that the new ones name is set, or removed if it is blank; others stay. May be
   *     called more than once.
   * @param expected the version that the caller has read, if it matters
   * @return the source
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}, {@code
   *     PLATFORM_UNAVAILABLE} if only the platform's bundle can tell whether the change may be
   */
  Versioned<IdentitySource> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<Settings> change,
      OptionalLong expected);

  /**
   * Deletes a source. The identities of its people stay: they belong to the platform's company.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the source's id
   * @param expected the version that the caller has read, if it matters
   * @throws ProblemException {@code NOT_FOUND}, {@code STALE}
   */
  void delete(Caller caller, String tenant, String id, OptionalLong expected);

  /**
   * As {@link MobileApps#check}, with the credentials that this source uses; what came of it is
   * kept as {@link Usage#lastCheck}.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the source's id
   * @return what was found
   * @throws ProblemException {@code NOT_FOUND}, {@code PLATFORM_UNAVAILABLE}
   */
  CheckReport check(Caller caller, String tenant, String id);

  /**
   * Checks a source before it is stored, or before a change of it is; nothing is stored.
   *
   * @param tenant the tenant's id
   * @param id the source's id: where there is one of it, its secrets stand for those left out
   * @param platform the platform's id
   * @param settings the rest of it, values of secret fields among its fields
   * @return what was found
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}, {@code
   *     PLATFORM_UNAVAILABLE}
   */
  CheckReport check(String tenant, String id, String platform, Settings settings);

  /**
   * What a native app needs in order to call the platform's SDK: the fields that the platform's
   * descriptor names, never a secret.
   *
   * @param tenant the tenant's id
   * @param id the source's id
   * @return values by name
   * @throws ProblemException {@code NOT_FOUND} also if the source is disabled or not for mobile,
   *     {@code PLATFORM_UNAVAILABLE}
   */
  Map<String, String> mobileConfig(String tenant, String id);

  /**
   * How a source is used.
   *
   * @param lastSignInAt when somebody came in by it last, as this node knows: other nodes tell of
   *     it once a minute
   * @param linkedUsers how many accounts of the platform are linked by it; of more than 10 000 as
   *     they were a minute ago at most. Empty where that cannot be told yet, after an update
   * @param lastCheck what the last {@link #check(Caller, String, String)} found; empty if there was
   *     none
   */
  record Usage(
      Optional<Instant> lastSignInAt, OptionalLong linkedUsers, Optional<LastCheck> lastCheck) {
    /** Of a source of which nothing is known. */
    public static final Usage NONE =
        new Usage(Optional.empty(), OptionalLong.empty(), Optional.empty());
  }

  /**
   * What a check found.
   *
   * @param at when it ended
   * @param wrong how many of its steps found something wrong
   */
  record LastCheck(Instant at, int wrong) {}

  /**
   * A source as a sign-in page shows it.
   *
   * @param id the source's id
   * @param displayName what its button says
   * @param platform the platform's id
   * @param methods how people come in
   * @param icon the platform's icon, an SVG document
   * @param userAgentMarkers see {@link dev.muster.spi.platform.SignInAbility#userAgentMarkers}
   * @param available whether the platform's bundle is there at the moment
   */
  record Offer(
      String id,
      String displayName,
      String platform,
      Set<SignInMethod> methods,
      Optional<String> icon,
      Set<String> userAgentMarkers,
      boolean available) {
    /** Copies. */
    public Offer {
      methods = Set.copyOf(methods);
      userAgentMarkers = Set.copyOf(userAgentMarkers);
    }
  }
}
