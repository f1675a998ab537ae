package dev.muster.core.user;

import dev.muster.api.OwnAccount;
import dev.muster.api.User.Profile;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * That an identity is linked because its person said so, with what is needed to undo that.
 *
 * @param proof how they proved whose account it is, or {@link #CREATE}
 * @param before what the account showed before; nothing where it was made for the identity
 * @param after what it showed after the identity had changed it last
 * @param by the id of the identity by which its person had come in who linked this one, or proved
 *     whose account it is; empty with a password or a code
 */
public record PersonalLink(String proof, Shown before, Shown after, Optional<String> by) {
  /** In place of a proof: the person was asked, and had an account made. */
  public static final String CREATE = "create";

  /** In place of a proof: the person was signed in to the account. */
  public static final String ACCOUNT = "account";

  /**
   * What of an account a platform may replace.
   *
   * @param name what the person is called
   * @param nickname the other name that they go by
   * @param picture their picture
   * @param email their email address
   * @param phone their phone number
   */
  public record Shown(
      Optional<String> name,
      Optional<String> nickname,
      Optional<URI> picture,
      Optional<String> email,
      Optional<String> phone) {
    /** Of an account that is not there yet. */
    public static final Shown NOTHING =
        new Shown(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** What a profile shows. */
    public static Shown of(Profile profile) {
      return new Shown(
          profile.displayName(),
          profile.nickname(),
          profile.picture(),
          profile.email(),
          profile.phone());
    }
  }

  /**
   * The same link after its identity was used again: what that has changed goes back as well, to
   * what was there right before where somebody else had changed it meanwhile.
   *
   * @param was what the account showed until then
   * @param is what it shows from then on
   */
  public PersonalLink used(Profile was, Profile is) {
    Shown left = Shown.of(was);
    Shown now = Shown.of(is);
    Moved<String> name = Moved.of(before.name, after.name, left.name, now.name);
    Moved<String> nickname = Moved.of(before.nickname, after.nickname, left.nickname, now.nickname);
    Moved<URI> picture = Moved.of(before.picture, after.picture, left.picture, now.picture);
    Moved<String> email = Moved.of(before.email, after.email, left.email, now.email);
    Moved<String> phone = Moved.of(before.phone, after.phone, left.phone, now.phone);
    return new PersonalLink(
        proof,
        new Shown(name.before, nickname.before, picture.before, email.before, phone.before),
        new Shown(name.after, nickname.after, picture.after, email.after, phone.after),
        by);
  }

  /** The same link, by an identity that has another id. */
  PersonalLink linkedBy(String identity) {
    return new PersonalLink(proof, before, after, Optional.of(identity));
  }

  private record Moved<T>(Optional<T> before, Optional<T> after) {
    static <T> Moved<T> of(Optional<T> before, Optional<T> after, Optional<T> was, Optional<T> is) {
      return was.equals(is)
          ? new Moved<>(before, after)
          : new Moved<>(was.equals(after) ? before : was, is);
    }
  }

  /** Whether a link of this time can still be undone. */
  static boolean isUndoable(Instant linkedAt, Instant now) {
    return now.isBefore(linkedAt.plus(OwnAccount.UNDO));
  }
}
