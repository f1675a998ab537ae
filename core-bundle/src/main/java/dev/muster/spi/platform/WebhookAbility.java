package dev.muster.spi.platform;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a platform sends webhook events.
 *
 * @see Webhooks
 */
@ProviderType
public sealed interface WebhookAbility permits WebhookAbilityRecord {
  /**
   * Events that are verified with secrets of the mobile app.
   *
   * @param secretFields names of the secret fields without all of which no webhook event can be
   *     verified, at least one: with them a connection has {@link Connection#webhooks}, without
   *     them it has none
   * @return the ability
   * @throws IllegalArgumentException if there is none
   */
  static WebhookAbility of(Set<String> secretFields) {
    return new WebhookAbilityRecord(secretFields);
  }

  /** {@return names of the secret fields of the mobile app that verify webhook events} */
  Set<String> secretFields();
}
