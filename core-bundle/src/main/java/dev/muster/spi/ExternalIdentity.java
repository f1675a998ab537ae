package dev.muster.spi;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A person as a platform knows them. Immutable; the {@code with} methods make changed copies.
 *
 * <p>The key is (platform, company, user id): never a name or an address. What the platform itself
 * has verified is marked, field by field, because only that may join accounts.
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
        Optional.empty(),
        List.of(),
        false);
  }

  /** {@return the company's id at the platform} */
  String platformTenant();

  /** {@return the person's id there, unique in the company, as the platform writes it} */
  String userId();

  /** {@return what they are called, never verified} */
  Optional<String> name();

  /** {@return the other name that they go by, such as an alias, never verified} */
  Optional<String> nickname();

  /** {@return an https address, never verified} */
  Optional<URI> picture();

  /** {@return the company's mailbox} */
  Optional<ContactPoint> workEmail();

  /** {@return an address that the person entered} */
  Optional<ContactPoint> personalEmail();

  /** {@return in E.164} */
  Optional<ContactPoint> phone();

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
   * The same with a nickname.
   *
   * @param nickname the other name that they go by, where the platform told one
   * @return a changed copy
   */
  ExternalIdentity withNickname(Optional<String> nickname);

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
  ExternalIdentity withWorkEmail(Optional<ContactPoint> address);

  /**
   * The same with an address that the person entered.
   *
   * @param address the address, where the platform told it
   * @return a changed copy
   */
  ExternalIdentity withPersonalEmail(Optional<ContactPoint> address);

  /**
   * The same with a phone number.
   *
   * @param number in E.164, where the platform told it
   * @return a changed copy
   */
  ExternalIdentity withPhone(Optional<ContactPoint> number);

  /**
   * The same in other departments.
   *
   * @param ids their ids
   * @return a changed copy
   */
  ExternalIdentity withDepartments(List<String> ids);

  /**
   * The same, of whom the platform told only a part of what it knows, for want of a consent or a
   * permission: then an address that is absent, or not verified, says nothing against what the
   * platform verified before. Else that is verified no longer.
   *
   * @return a changed copy
   */
  ExternalIdentity asPartial();

  /** A mailbox or a phone number. Immutable; its text is left out of {@code toString}. */
  @ProviderType
  sealed interface ContactPoint permits ContactPointRecord {
    /**
     * A mailbox or a phone number.
     *
     * @param value the address or number
     * @param verified whether the platform has verified that it is this person's
     * @return the contact point
     * @throws IllegalArgumentException if the value is blank
     */
    static ContactPoint of(String value, boolean verified) {
      return new ContactPointRecord(value, verified);
    }

    /** {@return the address or number, not blank} */
    String value();

    /** {@return whether the platform has verified that it is this person's} */
    boolean verified();
  }
}
