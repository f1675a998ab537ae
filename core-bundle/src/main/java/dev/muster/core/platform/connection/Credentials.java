package dev.muster.core.platform.connection;

import dev.muster.spi.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Knows what is bound at the moment, with what a source leaves out filled in from the tenant's
 * mobile app. From memory where it was read before; meant for every sign-in. Never asks a platform.
 */
public interface Credentials {
  /**
   * The app that a mobile app binds.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @return the binding, or empty if there is none
   */
  Optional<Binding> ofMobileApp(String tenant, String platform);

  /**
   * The app that an identity source uses.
   *
   * @param tenant the tenant's id
   * @param source the source's id, however odd
   * @return the binding, or empty if there is no such source; whether it is enabled is not asked
   */
  Optional<Binding> ofSource(String tenant, String source);

  /**
   * What was entered for an identity source.
   *
   * @param source the source's id; where there is one of it and of this platform, its secrets stand
   *     for those that are left out
   * @param platform the platform's id
   * @param fields values that are not secret
   * @param secrets secrets by field
   * @param removed fields that were left blank, for which no stored secret stands
   */
  record Draft(
      String source,
      String platform,
      Map<String, String> fields,
      Map<String, Secret> secrets,
      Set<String> removed) {}

  /**
   * The app that an identity source would use.
   *
   * @param tenant the tenant's id
   * @param draft what was entered
   * @return the binding, another at every call
   */
  Binding ofDraft(String tenant, Draft draft);
}
