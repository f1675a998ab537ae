package dev.muster.spi.platform;

import dev.muster.spi.ExternalIdentity;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What became of a platform's code. */
@ProviderType
public sealed interface SignInResult {
  /**
   * A member of the bound company.
   *
   * @param person who it is
   * @return the result
   */
  static SignedIn signedIn(ExternalIdentity person) {
    return new SignedInRecord(person);
  }

  /**
   * Nobody who may come in, and the platform gave no code that says so.
   *
   * @param reason why
   * @return the result
   */
  static Refused refused(Reason reason) {
    return new RefusedRecord(reason, Optional.empty());
  }

  /** A member of the bound company. */
  @ProviderType
  sealed interface SignedIn extends SignInResult permits SignedInRecord {
    /** {@return who it is} */
    ExternalIdentity person();
  }

  /** Nobody who may come in. */
  @ProviderType
  sealed interface Refused extends SignInResult permits RefusedRecord {
    /** {@return why} */
    Reason reason();

    /** {@return the platform's own code, for the log, where it gave one} */
    Optional<String> platformCode();

    /**
     * The same with the platform's own code.
     *
     * @param code the code as text, not secret, where it gave one
     * @return a changed copy
     */
    Refused withPlatformCode(Optional<String> code);
  }

  /** Why a person is not let in. */
  enum Reason {
    /** The code was used before, has expired, or is none. */
    CODE_INVALID,
    /** Not a member of the company: a stranger or a customer. */
    NOT_A_MEMBER,
    /** A member of another company. */
    FOREIGN_COMPANY,
    /** An external contact of the company. */
    EXTERNAL_CONTACT,
    /** Left the company, or disabled there. */
    LEFT_COMPANY,
    /** A member whom the bound app is not meant for, by its visible range. */
    NOT_IN_RANGE
  }
}
