package dev.muster.spi.platform;

record MessageAbilityRecord(boolean keys) implements MessageAbility {
  @Override
  public MessageAbility withKeys() {
    return new MessageAbilityRecord(true);
  }
}
