package dev.muster.spi.platform;

import org.osgi.annotation.versioning.ProviderType;

/**
 * That the apps of a platform send messages to single people. Immutable; the {@code with} methods
 * make changed copies.
 *
 * @see Messages
 */
@ProviderType
public sealed interface MessageAbility permits MessageAbilityRecord {
  /**
   * Messages of which each is another.
   *
   * @return the ability
   */
  static MessageAbility of() {
    return new MessageAbilityRecord(false);
  }

  /**
   * Whether a message that is sent again by its key arrives once.
   *
   * @return true if the platform sees to it, for some minutes at least
   */
  boolean keys();

  /**
   * The same, where a message that is sent again by its key arrives once.
   *
   * @return a changed copy
   */
  MessageAbility withKeys();
}
