package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * That a platform has an address book, and what of it. Immutable; the {@code with} methods make
 * changed copies.
 *
 * @see Directory
 */
@ProviderType
public sealed interface DirectoryAbility permits DirectoryAbilityRecord {
  /**
   * An address book without groups.
   *
   * @return the ability
   */
  static DirectoryAbility of() {
    return new DirectoryAbilityRecord(Optional.empty(), Optional.empty());
  }

  /**
   * What the platform calls its groups, in the singular.
   *
   * @return the name; empty if neither {@link Directory#group} nor {@link Directory#groupsOf} is
   *     served
   */
  Optional<Text> groups();

  /**
   * The same that also tells which groups somebody is in, {@link Directory#group} and {@link
   * Directory#groupsOf}.
   *
   * @param name what the platform calls one, in the singular
   * @return a changed copy
   */
  DirectoryAbility withGroups(Text name);

  /**
   * What decides whom {@link Directory#findByMobile} and {@link Directory#findByEmail} find.
   *
   * @return a sentence for whoever set the app up, with the page of the platform's console where
   *     that is set; empty if there is no more to say than that nobody was found
   */
  Optional<Text> searchHint();

  /**
   * The same with what to look at where a search finds nobody, or somebody whom the app may not
   * see. It is shown beside the result.
   *
   * @param sentence what decides whom searches find, and where that is set
   * @return a changed copy
   */
  DirectoryAbility withSearchHint(Text sentence);
}
