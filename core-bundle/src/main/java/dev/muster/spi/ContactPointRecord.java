package dev.muster.spi;

record ContactPointRecord(String value, boolean verified) implements ExternalIdentity.ContactPoint {
  ContactPointRecord {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A contact point is not blank");
    }
  }

  @Override
  public String toString() {
    return verified ? "(verified)" : "(not verified)";
  }
}
