package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.util.Optional;

record DirectoryAbilityRecord(Optional<Text> groups) implements DirectoryAbility {
  @Override
  public DirectoryAbility withGroups(Text name) {
    return new DirectoryAbilityRecord(Optional.of(name));
  }
}
