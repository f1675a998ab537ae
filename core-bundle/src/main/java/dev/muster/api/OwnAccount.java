package dev.muster.api;

import dev.muster.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What somebody who is signed in sees of their account and does to it. Every call names the session
 * in which they do, and every change rests on it: once the session has ended, nothing of it happens
 * any more. Ids of anything that is not this very account's are as if there were none.
 */
@ProviderType
public interface OwnAccount {
  /** How long ago the sign-in of a session may be in which an identity is linked or unlinked. */
  Duration RECENT = Duration.ofMinutes(10);

  /** For how long a link that the person made themselves can be undone. */
  Duration UNDO = Duration.ofHours(24);

  /** The most identities, sessions and applications that are shown, of each. */
  int MAX_SHOWN = 10;

  /**
   * Whoever is signed in.
   *
   * @param caller the browser's address and the correlation id; the actor is not used
   * @param tenant the tenant's id
   * @param session the session, as {@link Sessions#find} gave it
   */
  record Person(Caller caller, String tenant, Session session) {}

  /**
   * Looks at the account.
   *
   * @param person whose
   * @return the account, or empty if the session has ended
   */
  Optional<Account> find(Person person);

  /**
   * Sends the browser to an identity source whose identity is to be linked to the account.
   *
   * @param person whose
   * @param begin what is known
   * @return where to send the browser, or empty if the session's sign-in is older than {@link
   *     #RECENT}: they sign in again first
   * @throws ProblemException {@code NOT_FOUND} if the session has ended; else as {@link
   *     SignIns#begin}
   */
  Optional<SignIns.Begun> beginLink(Person person, SignIns.Begin begin);

  /**
   * Links the identity with which a browser came back.
   *
   * @param person whose browser it is
   * @param pending what {@link SignIns#open} gave, whose errand is {@link SignIns.Errand#LINK}
   * @param code what the platform handed over
   * @param userAgent what the browser calls itself
   * @return what became of it
   * @throws ProblemException {@code THROTTLED} if too many codes from this address were none
   */
  Linking link(Person person, SignIns.Pending pending, Secret code, String userAgent);

  /**
   * Unlinks an identity. Every other session of the account ends, and this one as well where it
   * began by the identity, with what was granted in them. Not while a link that was made later can
   * be undone: whoever made it would else keep the account's owner from undoing it.
   *
   * @param person whose
   * @param identity the identity's id, however odd
   * @return what became of it
   * @throws ProblemException {@code NOT_FOUND}
   */
  Removal unlink(Person person, String identity);

  /**
   * Undoes a link that the person made themselves, also where nothing else would let them in: the
   * account is as it was before. Links that somebody made who had come in by the identity, or
   * proved the account by it, go with it as far as they can be undone. Sessions end as with {@link
   * #unlink}.
   *
   * @param person whose
   * @param identity the identity's id, however odd
   * @param undo which kind of undo the page offered
   * @return {@code DONE}; {@code LATER_LINK} where the session began by an identity that was linked
   *     later and can be undone itself
   * @throws ProblemException {@code NOT_FOUND} also if it cannot be undone, or not so
   */
  Removal undo(Person person, String identity, Undo undo);

  /**
   * Ends one of the person's sessions and what was granted in it.
   *
   * @param person whose
   * @param session the session's id, however odd; it may be the one in which they are
   * @throws ProblemException {@code NOT_FOUND}
   */
  void endSession(Person person, String session);

  /**
   * Ends all of the person's sessions, this one among them, and what was granted in them.
   *
   * @param person whose
   * @throws ProblemException {@code NOT_FOUND} if the session has ended
   */
  void endSessions(Person person);

  /**
   * Ends what the person granted to an application. The session lives on: it is granted anew when
   * the person uses the application again.
   *
   * @param person whose
   * @param clientId the application's id, however odd
   * @throws ProblemException {@code NOT_FOUND} also if it holds no grant of theirs
   */
  void withdraw(Person person, String clientId);

  /**
   * An account as its person sees it.
   *
   * @param user who they are
   * @param email who verified the email address; empty if nobody did
   * @param phone who verified the phone number; empty if nobody did
   * @param identities what is linked, the latest first
   * @param sessions where they are signed in, this session first, then the latest
   * @param moreSessions whether there are more than these
   * @param applications what holds a grant of theirs
   * @param recent whether the sign-in of this session is recent enough to link and unlink
   *     identities
   */
  record Account(
      User user,
      Optional<Verified> email,
      Optional<Verified> phone,
      List<Linked> identities,
      List<Session> sessions,
      boolean moreSessions,
      List<Application> applications,
      boolean recent) {
    /** Copies. */
    public Account {
      identities = List.copyOf(identities);
      sessions = List.copyOf(sessions);
      applications = List.copyOf(applications);
    }
  }

  /**
   * That an address is the person's, and who says so.
   *
   * @param byAdministrator whether an administrator does
   * @param identities the ids of the identities whose platforms do
   */
  record Verified(boolean byAdministrator, Set<String> identities) {
    /** Copies. */
    public Verified {
      identities = Set.copyOf(identities);
    }
  }

  /**
   * An identity that is linked.
   *
   * @param identity the identity
   * @param last whether nothing else would let the person in
   * @param undo how the link can be undone; empty if they did not make it themselves, or it is too
   *     late
   */
  record Linked(Identity identity, boolean last, Optional<Undo> undo) {}

  /** How a link is undone. */
  enum Undo {
    /** The identity is unlinked. */
    UNLINK,
    /** The account is deleted, which was made for this identity and has nothing else. */
    DELETE_ACCOUNT
  }

  /** What became of an identity that was to go. But for the first, nothing has changed. */
  enum Removal {
    /** It is unlinked. */
    DONE,
    /** Nothing else would let the person in. */
    LAST,
    /** The session's sign-in is older than {@link #RECENT}: they sign in again first. */
    NOT_RECENT,
    /** A link that was made later can still be undone, and has to be undone first. */
    LATER_LINK
  }

  /**
   * An application that holds a grant.
   *
   * @param clientId its id
   * @param displayName what it is called
   * @param since since when
   * @param scope for what
   */
  record Application(String clientId, String displayName, Instant since, Set<String> scope) {
    /** Copies. */
    public Application {
      scope = Set.copyOf(scope);
    }
  }

  /** What became of linking an identity. */
  sealed interface Linking {
    /**
     * It is linked to the account, now or before.
     *
     * @param identity the identity
     */
    record Done(Identity identity) implements Linking {}

    /** It is linked to another account, and stays there. */
    record SomebodyElses() implements Linking {}

    /** The account has another identity of this source or company. */
    record Occupied() implements Linking {}

    /** The session in which it began has ended, or is another one. */
    record SessionEnded() implements Linking {}

    /**
     * The platform did not show who it is, or the source's rule does not let them in, or a policy.
     *
     * @param outcome why: never {@link SignIns.Outcome.SignedIn} or {@link
     *     SignIns.Outcome.InteractionRequired}
     */
    record NotShown(SignIns.Outcome<Identity> outcome) implements Linking {}
  }
}
