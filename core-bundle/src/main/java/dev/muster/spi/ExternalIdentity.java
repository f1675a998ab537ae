package dev.muster.spi;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A person as a platform knows them.
 *
 * <p>The key is (platform, company, user id): never a name or an address. What the platform itself
 * vouches for is marked, field by field, because only that may join accounts.
 *
 * @param platformTenant the company's id at the platform
 * @param userId the person's id there, unique in the company, as the platform writes it
 * @param name what they are called, never vouched for
 * @param picture an https address, never vouched for
 * @param workEmail the company's mailbox
 * @param personalEmail an address that the person entered
 * @param phone in E.164
 * @param departments ids of departments
 * @param partial whether the platform told only a part of what it knows, for want of a consent or a
 *     permission: then an address that is absent, or not vouched for, says nothing against what the
 *     platform vouched for before. Else it does not vouch for that any longer.
 */
public record ExternalIdentity(
    String platformTenant,
    String userId,
    Optional<String> name,
    Optional<URI> picture,
    Optional<Attested> workEmail,
    Optional<Attested> personalEmail,
    Optional<Attested> phone,
    List<String> departments,
    boolean partial) {
  /** Validates and copies. */
  public ExternalIdentity {
    if (platformTenant.isBlank() || userId.isBlank()) {
      throw new IllegalArgumentException("An identity has a company and a user id");
    }
    departments = List.copyOf(departments);
  }

  /**
   * A person of whom the platform told all that it knows.
   *
   * @param platformTenant the company's id at the platform
   * @param userId the person's id there, unique in the company, as the platform writes it
   * @param name what they are called, never vouched for
   * @param picture an https address, never vouched for
   * @param workEmail the company's mailbox
   * @param personalEmail an address that the person entered
   * @param phone in E.164
   * @param departments ids of departments
   */
  public ExternalIdentity(
      String platformTenant,
      String userId,
      Optional<String> name,
      Optional<URI> picture,
      Optional<Attested> workEmail,
      Optional<Attested> personalEmail,
      Optional<Attested> phone,
      List<String> departments) {
    this(
        platformTenant, userId, name, picture, workEmail, personalEmail, phone, departments, false);
  }

  /**
   * The same, of whom the platform told only a part.
   *
   * @return a changed copy
   */
  public ExternalIdentity asPartial() {
    return new ExternalIdentity(
        platformTenant, userId, name, picture, workEmail, personalEmail, phone, departments, true);
  }

  /**
   * A value and whether the platform vouches that it is this person's.
   *
   * @param value the value, not blank
   * @param vouched whether the platform has made sure
   */
  public record Attested(String value, boolean vouched) {
    /** Validates. */
    public Attested {
      if (value.isBlank()) {
        throw new IllegalArgumentException("An attested value is not blank");
      }
    }

    @Override
    public String toString() {
      return vouched ? "(vouched)" : "(not vouched)";
    }
  }
}
