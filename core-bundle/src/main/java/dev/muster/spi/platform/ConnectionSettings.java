package dev.muster.spi.platform;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is known of one bound app. Secrets are not here: a connection borrows one with {@link
 * ProviderContext#withSecret} or a token made of it with {@link ProviderContext#withToken}, so that
 * a key may be changed under it; {@link #hasSecret} tells which are set. Immutable.
 */
@ProviderType
public sealed interface ConnectionSettings permits ConnectionSettingsRecord {
  /**
   * Settings.
   *
   * @param tenant the tenant's id
   * @param fields values of the descriptor's fields that are not secret, by name; blank ones are
   *     left out
   * @param secretFields names of the secret fields that are set
   * @return the settings
   */
  static ConnectionSettings of(
      String tenant, Map<String, String> fields, Set<String> secretFields) {
    return new ConnectionSettingsRecord(tenant, fields, secretFields);
  }

  /** {@return the tenant's id} */
  String tenant();

  /** {@return values of the fields that are not secret, by name; blank ones are left out} */
  Map<String, String> fields();

  /** {@return names of the secret fields that are set} */
  Set<String> secretFields();

  /**
   * A field's value.
   *
   * @param name the field's name
   * @return the value, or empty if it is not set
   */
  default Optional<String> field(String name) {
    return Optional.ofNullable(fields().get(name));
  }

  /**
   * The value of a field that the descriptor requires.
   *
   * @param name the field's name
   * @return the value
   * @throws IllegalArgumentException if it is not set
   */
  default String require(String name) {
    return field(name)
        .orElseThrow(() -> new IllegalArgumentException("The field " + name + " is not set"));
  }

  /**
   * Whether a switch of type {@link Field.Type#BOOLEAN} is on.
   *
   * @param name the field's name
   * @return true if it is set to {@code true}
   */
  default boolean isOn(String name) {
    return "true".equals(fields().get(name));
  }

  /**
   * Whether a secret field is set.
   *
   * @param name the field's name
   * @return true if so
   */
  default boolean hasSecret(String name) {
    return secretFields().contains(name);
  }
}
