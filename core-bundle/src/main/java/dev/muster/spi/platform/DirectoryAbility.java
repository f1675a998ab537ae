package dev.muster.spi.platform;

import org.osgi.annotation.versioning.ProviderType;

/**
 * That a platform has an address book. A trait of it, once there is one, is a method here.
 *
 * @see Directory
 */
@ProviderType
public sealed interface DirectoryAbility permits DirectoryAbilityRecord {
  /**
   * An address book.
   *
   * @return the ability
   */
  static DirectoryAbility of() {
    return new DirectoryAbilityRecord();
  }
}
