package dev.muster.spi.platform;

import java.util.Set;

record CallbackAbilityRecord(Set<String> secretFields) implements CallbackAbility {
  CallbackAbilityRecord {
    if (secretFields.isEmpty()) {
      throw new IllegalArgumentException("What is pushed is verified with a secret");
    }
    secretFields = Set.copyOf(secretFields);
  }
}
