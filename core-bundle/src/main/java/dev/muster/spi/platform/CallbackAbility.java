package dev.muster.spi.platform;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a platform pushes events.
 *
 * @see Callbacks
 */
@ProviderType
public sealed interface CallbackAbility permits CallbackAbilityRecord {
  /**
   * Events that are verified with secrets of the mobile app.
   *
   * @param secretFields names of the secret fields without all of which nothing that is pushed can
   *     be verified, at least one: with them a connection has {@link Connection#callbacks}, without
   *     them it has none
   * @return the ability
   * @throws IllegalArgumentException if there is none
   */
  static CallbackAbility of(Set<String> secretFields) {
    return new CallbackAbilityRecord(secretFields);
  }

  /** {@return names of the secret fields of the mobile app that verify a push} */
  Set<String> secretFields();
}
