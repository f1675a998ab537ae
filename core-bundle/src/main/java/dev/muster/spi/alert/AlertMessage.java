package dev.muster.spi.alert;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a message says. Immutable; the {@code with} methods make changed copies. */
@ProviderType
public sealed interface AlertMessage permits AlertMessageRecord {
  /**
   * A message.
   *
   * @param groups what it says of problems, in its order; none if nothing follows from it
   * @return the message
   */
  static AlertMessage of(List<AlertGroup> groups) {
    return new AlertMessageRecord(groups, Optional.empty());
  }

  /** {@return what it says of problems, in its order} */
  List<AlertGroup> groups();

  /** {@return what a later message about the same names} */
  Optional<String> key();

  /**
   * The same, for a format whose messages are one alert with a key.
   *
   * @param key what a later message about the same names; the sender is told
   * @return a changed copy
   */
  AlertMessage withKey(String key);
}
