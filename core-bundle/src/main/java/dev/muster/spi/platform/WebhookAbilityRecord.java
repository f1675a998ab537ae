package dev.muster.spi.platform;

import java.util.Set;

record WebhookAbilityRecord(Set<String> secretFields) implements WebhookAbility {
  WebhookAbilityRecord {
    if (secretFields.isEmpty()) {
      throw new IllegalArgumentException("Webhook events are verified with a secret");
    }
    secretFields = Set.copyOf(secretFields);
  }
}
