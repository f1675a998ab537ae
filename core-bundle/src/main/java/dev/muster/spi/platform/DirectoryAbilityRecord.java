package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.util.Optional;

record DirectoryAbilityRecord(Optional<Text> groups, Optional<Text> searchHint)
    implements DirectoryAbility {
  @Override
  public DirectoryAbility withGroups(Text name) {
    return new DirectoryAbilityRecord(Optional.of(name), searchHint);
  }

  @Override
  public DirectoryAbility withSearchHint(Text sentence) {
    return new DirectoryAbilityRecord(groups, Optional.of(sentence));
  }
}
