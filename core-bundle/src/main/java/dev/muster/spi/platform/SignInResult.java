package dev.muster.spi.platform;

import dev.muster.spi.ExternalIdentity;
import java.util.Optional;

/** What became of a platform's code. */
public sealed interface SignInResult {
  /**
   * A member of the bound company.
   *
   * @param person who it is
   */
  record SignedIn(ExternalIdentity person) implements SignInResult {}

  /**
   * Nobody who may come in.
   *
   * @param reason why
   * @param platformCode the platform's own code, for the log, where it gave one
   */
  record Refused(Reason reason, Optional<String> platformCode) implements SignInResult {}

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
