package dev.muster.spi;

import java.net.URI;
import java.util.List;
import java.util.Optional;

record ExternalIdentityRecord(
    String platformTenant,
    String userId,
    Optional<String> name,
    Optional<String> nickname,
    Optional<URI> picture,
    Optional<ContactPoint> workEmail,
    Optional<ContactPoint> personalEmail,
    Optional<ContactPoint> phone,
    List<String> departments,
    boolean partial)
    implements ExternalIdentity {
  ExternalIdentityRecord {
    if (platformTenant.isBlank() || userId.isBlank()) {
      throw new IllegalArgumentException("An identity has a company and a user id");
    }
    departments = List.copyOf(departments);
  }

  @Override
  public ExternalIdentity withName(Optional<String> name) {
    return new ExternalIdentityRecord(
        platformTenant,
        userId,
        name,
        nickname,
        picture,
        workEmail,
        personalEmail,
        phone,
        departments,
        partial);
  }

  @Override
  public ExternalIdentity withNickname(Optional<String> nickname) {
    return new ExternalIdentityRecord(
        platformTenant,
        userId,
        name,
        nickname,
        picture,
        workEmail,
        personalEmail,
        phone,
        departments,
        partial);
  }

  @Override
  public ExternalIdentity withPicture(Optional<URI> picture) {
    return new ExternalIdentityRecord(
        platformTenant,
        userId,
        name,
        nickname,
        picture,
        workEmail,
        personalEmail,
        phone,
        departments,
        partial);
  }

  @Override
  public ExternalIdentity withWorkEmail(Optional<ContactPoint> address) {
    return new ExternalIdentityRecord(
        platformTenant,
        userId,
        name,
        nickname,
        picture,
        address,
        personalEmail,
        phone,
        departments,
        partial);
  }

  @Override
  public ExternalIdentity withPersonalEmail(Optional<ContactPoint> address) {
    return new ExternalIdentityRecord(
        platformTenant,
        userId,
        name,
        nickname,
        picture,
        workEmail,
        address,
        phone,
        departments,
        partial);
  }

  @Override
  public ExternalIdentity withPhone(Optional<ContactPoint> number) {
    return new ExternalIdentityRecord(
        platformTenant,
        userId,
        name,
        nickname,
        picture,
        workEmail,
        personalEmail,
        number,
        departments,
        partial);
  }

  @Override
  public ExternalIdentity withDepartments(List<String> ids) {
    return new ExternalIdentityRecord(
        platformTenant,
        userId,
        name,
        nickname,
        picture,
        workEmail,
        personalEmail,
        phone,
        ids,
        partial);
  }

  @Override
  public ExternalIdentity asPartial() {
    return new ExternalIdentityRecord(
        platformTenant,
        userId,
        name,
        nickname,
        picture,
        workEmail,
        personalEmail,
        phone,
        departments,
        true);
  }
}
