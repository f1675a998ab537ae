package dev.muster.core.user;

import dev.muster.api.OwnAccount;
import dev.muster.core.check.Texts;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import java.util.Optional;
import java.util.Set;

/**
 * An address of a user's, such as a mailbox, with who stands for it. It is verified as long as
 * somebody does: mailboxes and numbers are given to other people, so what a platform said once does
 * not hold for ever.
 *
 * @param value the address
 * @param verified whether it is known to be theirs
 * @param origin who stands for it
 */
record Contact(Optional<String> value, boolean verified, Origin origin) {
  static final Contact NONE = new Contact(Optional.empty(), false, Origin.NONE);

  /** The address as an administrator leaves it, who may say anew that it is theirs. */
  Contact entered(Optional<String> now, boolean nowVerified, boolean confirmed) {
    if (now.isEmpty()) {
      return NONE;
    }
    if (!now.equals(value)) {
      return new Contact(now, nowVerified, Origin.entered(nowVerified));
    }
    if (nowVerified == verified && !(nowVerified && confirmed)) {
      return this;
    }
    return nowVerified
        ? new Contact(value, true, new Origin(true, true, origin.identities()))
        : new Contact(value, false, new Origin(origin.administrator(), false, Set.of()));
  }

  /**
   * The address after an identity was used.
   *
   * @param identity its id
   * @param theirs what its platform says
   * @param partial whether the platform said nothing by what it left out
   */
  Contact withReported(String identity, Optional<ContactPoint> theirs, boolean partial) {
    boolean same = theirs.filter(reported -> is(reported.value())).isPresent();
    boolean theyVerify = theirs.filter(ContactPoint::verified).isPresent();
    if (same && theyVerify) {
      return new Contact(value, true, origin.with(identity));
    }
    if (partial && (same || theirs.isEmpty())) {
      return this;
    }
    Contact rest = without(identity);
    boolean replaces = theyVerify || value.isEmpty() || origin.identities().contains(identity);
    return theirs.isPresent() && !same && replaces && rest.isFree()
        ? new Contact(
            theirs.map(ContactPoint::value),
            theyVerify,
            theyVerify ? Origin.verifiedBy(identity) : Origin.NONE)
        : rest;
  }

  /** The address once an identity has ended. What nobody is known to stand for ends too. */
  Contact ended(String identity) {
    boolean unknown = verified && !origin.verifies();
    return unknown ? new Contact(value, false, origin) : without(identity);
  }

  /**
   * The address as it was before an identity brought the present one, which is gone as verified.
   */
  Contact undone(Optional<String> before, Optional<String> after) {
    boolean brought = value.equals(after) && !before.equals(after);
    return brought && !verified && !origin.administrator()
        ? new Contact(before, false, Origin.NONE)
        : this;
  }

  /** Whether it is verified, and not by these identities alone. */
  boolean isVerifiedWithout(Set<String> those) {
    Set<String> by = origin.identities();
    return verified && (origin.confirmed() || by.isEmpty() || !those.containsAll(by));
  }

  /** Who says that it is theirs, if it is verified. */
  Optional<OwnAccount.Verified> verifiedBy() {
    return verified
        ? Optional.of(new OwnAccount.Verified(origin.confirmed(), origin.identities()))
        : Optional.empty();
  }

  private Contact without(String identity) {
    Origin rest = origin.without(identity);
    return rest.equals(origin) ? this : new Contact(value, rest.verifies(), rest);
  }

  private boolean isFree() {
    return !origin.administrator() && origin.identities().isEmpty();
  }

  private boolean is(String other) {
    return value.filter(own -> Texts.folded(own).equals(Texts.folded(other))).isPresent();
  }
}
