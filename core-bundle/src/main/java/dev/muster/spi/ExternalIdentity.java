package dev.muster.spi;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A person as a platform knows them. Immutable; the {@code with} methods make changed copies.
 *
 * <p>The key is (platform, company, user id): never a name or an address. What the platform itself
 * vouches for is marked, field by field, because only that may join accounts.
 */
@ProviderType
public sealed interface ExternalIdentity permits ExternalIdentityRecord {
  /**
   * A person of whom nothing but the key is known.
   *
   * @param platformTenant the company's id at the platform
   * @param userId the person's id there, unique in the company, as the platform writes it
   * @return the person
   * @throws IllegalArgumentException if one of them is blank
   */
  static ExternalIdentity of(String platformTenant, String userId) {
    return new ExternalIdentityRecord(
        platformTenant,
        userId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false);
  }

  /** {@return the company's id at the platform} */
  String platformTenant();

  /** {@return the person's id there, unique in the company, as the platform writes it} */
  String userId();

  /** {@return what they are called, never vouched for} */
  Optional<String> name();

  /** {@return an https address, never vouched for} */
  Optional<URI> picture();

  /** {@return the company's mailbox} */
  Optional<Attested> workEmail();

  /** {@return an address that the person entered} */
  Optional<Attested> personalEmail();

  /** {@return in E.164} */
  Optional<Attested> phone();

  /** {@return ids of departments} */
  List<String> departments();

  /** {@return whether the platform told only a part; see {@link #asPartial}} */
  boolean partial();

  /**
   * The same with a name.
   *
   * @param name what they are called, where the platform told it
   * @return a changed copy
   */
  ExternalIdentity withName(Optional<String> name);

  /**
   * The same with a picture.
   *
   * @param picture an https address, where the platform told one
   * @return a changed copy
   */
  ExternalIdentity withPicture(Optional<URI> picture);

  /**
   * The same with the company's mailbox.
   *
   * @param address the address, where the platform told it
   * @return a changed copy
   */
  ExternalIdentity withWorkEmail(Optional<Attested> address);

  /**
   * The same with an address that the person entered.
   *
   * @param address the address, where the platform told it
   * @return a changed copy
   */
  ExternalIdentity withPersonalEmail(Optional<Attested> address);

  /**
   * The same with a phone number.
   *
   * @param number in E.164, where the platform told it
   * @return a changed copy
   */
  ExternalIdentity withPhone(Optional<Attested> number);

  /**
   * The same in other departments.
   *
   * @param ids their ids
   * @return a changed copy
   */
  ExternalIdentity withDepartments(List<String> ids);

  /**
   * The same, of whom the platform told only a part of what it knows, for want of a consent or a
   * permission: then an address that is absent, or not vouched for, says nothing against what the
   * platform vouched for before. Else it does not vouch for that any longer.
   *
   * @return a changed copy
   */
  ExternalIdentity asPartial();

  /**
   * A value and whether the platform vouches that it is this person's.
   *
   * @param value the value, not blank
   * @param vouched whether the platform has made sure
   */
  record Attested(String value, boolean vouched) {
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
