package dev.muster.api;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.InAppPage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Signs people in by their platform. Nothing is stored until somebody is: what has to be kept
 * meanwhile is sealed in a cookie that is bound to the {@code state}, so that any node finishes
 * what another began. A sign-in that succeeds is one commit.
 */
@ProviderType
public interface SignIns {
  /** How long a person has between the start and the return. */
  Duration LIFETIME = Duration.ofMinutes(10);

  /** The most characters of {@link Begin#relayState()}. */
  int MAX_RELAY_STATE = 2200;

  /** What every {@link #cookieName} begins with, so that the web finds stale ones. */
  String COOKIE_PREFIX = "muster-signin-";

  /**
   * Begins.
   *
   * @param begin what is known
   * @return where to send the browser, or why not
   * @throws ProblemException {@code NOT_FOUND} if the source is unknown, disabled or does not serve
   *     the method, {@code PLATFORM_UNAVAILABLE}, {@code INVALID_VALUE} if the relay state is too
   *     long or the source's settings do not do
   */
  Begun begin(Begin begin);

  /**
   * Opens what a browser brought back, without I/O: shows that it began in this browser, for this
   * source, not too long ago. That it was not used before shows in {@link #finish}.
   *
   * @param tenant the tenant's id
   * @param source the source's id, from the callback's path
   * @param state the {@code state} that came back
   * @param cookie the value of the cookie {@link Begun#cookieName} belongs to
   * @return the sign-in, or empty if anything of this does not hold
   */
  Optional<Pending> open(String tenant, String source, String state, String cookie);

  /**
   * The name of the cookie that belongs to a state.
   *
   * @param state the {@code state} that came back, however odd
   * @return the cookie's name, which begins with {@link #COOKIE_PREFIX}
   */
  String cookieName(String state);

  /**
   * Finishes: redeems the platform's code, decides, stores. The state ends with the platform's
   * first answer, whatever it is.
   *
   * @param caller the browser's address and the correlation id; the actor is not used
   * @param pending what {@link #open} gave, whose errand is {@link Errand#SIGN_IN}
   * @param code what the platform handed over
   * @param userAgent what the browser calls itself
   * @param replaced what the browser holds of sessions, however odd: they end in the same commit,
   *     whosever they are, since it can hold one
   * @param grant what to give to a client in the same commit, or empty for a session alone
   * @return what became of it
   * @throws ProblemException {@code THROTTLED} if too many codes from this address were none
   */
  Outcome<AuthorizationCode> finish(
      Caller caller,
      Pending pending,
      Secret code,
      String userAgent,
      List<Secret> replaced,
      Optional<Grants.Request.Code> grant);

  /**
   * Signs somebody in from a native app, with a code that the platform's SDK gave it.
   *
   * @param caller the app's address and the correlation id; the actor is not used
   * @param tenant the tenant's id
   * @param presented what the app presents
   * @param grant what to give to the client
   * @return what became of it; {@link Outcome.Invalid} if the source is unknown, disabled or not
   *     for {@code MOBILE}
   * @throws ProblemException {@code THROTTLED} if too many codes from this address were none
   */
  Outcome<Tokens> redeem(
      Caller caller, String tenant, PlatformCode presented, Grants.Request.Direct grant);

  /**
   * A platform's code, as a native app presents it.
   *
   * @param source the source's id, however odd
   * @param code what the platform handed over
   * @param codeVerifier the app's PKCE verifier towards the platform, where it used one
   * @param userAgent what the app calls itself
   */
  record PlatformCode(
      String source, Secret code, Optional<Secret> codeVerifier, String userAgent) {}

  /**
   * What is known at the start.
   *
   * @param tenant the tenant's id
   * @param source the source's id
   * @param method {@code BROWSER} or {@code IN_APP}
   * @param callback the address to which the platform sends the person back
   * @param language a BCP 47 tag
   * @param relayState what the web gets back at the end, opaque to the core
   */
  record Begin(
      String tenant,
      String source,
      SignInMethod method,
      URI callback,
      String language,
      String relayState) {}

  /**
   * A sign-in that began.
   *
   * @param location where to send the browser; with a page, where its form goes
   * @param inApp the page to show in place of sending the browser anywhere
   * @param state the state that will come back; 43 letters and digits
   * @param cookieName the cookie's name
   * @param cookieValue the cookie's value; lives for {@link #LIFETIME}, host-only, HttpOnly
   */
  record Begun(
      URI location, Optional<InApp> inApp, String state, String cookieName, String cookieValue) {
    @Override
    public String toString() {
      return "Begun[" + location.getHost() + "]";
    }
  }

  /**
   * A page that asks the platform's client for a code by script.
   *
   * @param page the platform's part of it
   * @param config what the platform's script needs, by field name; never a secret
   */
  record InApp(InAppPage page, Map<String, String> config) {
    /** Copies. */
    public InApp {
      config = Map.copyOf(config);
    }
  }

  /**
   * A sign-in that came back.
   *
   * @param tenant the tenant's id
   * @param source the source's id
   * @param method how the person signs in
   * @param relayState what the web gave at the start
   * @param errand what it is for
   * @param sealed the rest, for the core
   */
  record Pending(
      String tenant,
      String source,
      SignInMethod method,
      String relayState,
      Errand errand,
      Object sealed) {
    @Override
    public String toString() {
      return "Pending[" + tenant + "/" + source + "]";
    }
  }

  /** What somebody goes to a platform and comes back for. */
  enum Errand {
    /** To sign in; {@link SignIns#finish} ends it. */
    SIGN_IN,
    /** To try an identity source; {@link SignInTries#finish} ends it. */
    TRY,
    /** To prove that an account is theirs; {@link Interactions#returned} ends it. */
    PROOF,
    /** To link another identity to the account; {@link OwnAccount#link} ends it. */
    LINK
  }

  /**
   * What became of a sign-in.
   *
   * @param <G> what a client is given, which the request for it decides
   */
  sealed interface Outcome<G> {
    /**
     * Tells apart what became of it.
     *
     * @param cases what each means
     * @param <T> what they give
     * @return what the one that it is gives
     */
    <T> T match(Cases<G, T> cases);

    /**
     * What each outcome means to somebody: with another outcome, this does not compile until they
     * say what it means.
     *
     * @param <G> what a client is given
     * @param <T> what they give
     */
    interface Cases<G, T> {
      /**
       * See {@link SignedIn}.
       *
       * @param signedIn the outcome
       * @return what it means
       */
      T signedIn(SignedIn<G> signedIn);

      /**
       * See {@link InteractionRequired}.
       *
       * @param interaction what the person has to do
       * @return what it means
       */
      T interactionRequired(Interaction interaction);

      /**
       * See {@link Refused}.
       *
       * @param refused the outcome
       * @return what it means
       */
      T refused(Refused<G> refused);

      /**
       * See {@link Failed}.
       *
       * @param fault in what way
       * @return what it means
       */
      T failed(Fault fault);

      /**
       * See {@link Invalid}.
       *
       * @return what it means
       */
      T invalid();
    }

    /**
     * Somebody is signed in; everything is stored.
     *
     * @param user who
     * @param identity with which account at a platform; empty with a password
     * @param session the session
     * @param sessionToken what the browser holds for it
     * @param granted what to hand to the client, where a grant was asked for and the client takes
     *     this person, and asks for nobody else
     * @param <G> what the client is given
     */
    record SignedIn<G>(
        User user,
        Optional<Identity> identity,
        Session session,
        Secret sessionToken,
        Optional<G> granted)
        implements Outcome<G> {
      @Override
      public <T> T match(Cases<G, T> cases) {
        return cases.signedIn(this);
      }
    }

    /**
     * The person has to do something more before they are signed in. Nothing is stored of it.
     *
     * @param interaction what
     * @param <G> what the client will be given
     */
    record InteractionRequired<G>(Interaction interaction) implements Outcome<G> {
      @Override
      public <T> T match(Cases<G, T> cases) {
        return cases.interactionRequired(interaction);
      }
    }

    /**
     * The person may not sign in.
     *
     * @param reason why
     * @param sentence with {@link Refusal#POLICY}, why in the policy's own words
     * @param policy with {@link Refusal#POLICY}, the symbolic name of the policy's bundle; for
     *     operators, not for the person
     * @param <G> what a client would have been given
     */
    record Refused<G>(Refusal reason, Optional<Text> sentence, Optional<String> policy)
        implements Outcome<G> {
      /**
       * For a reason that has words of ours.
       *
       * @param reason why
       */
      public Refused(Refusal reason) {
        this(reason, Optional.empty(), Optional.empty());
      }

      @Override
      public <T> T match(Cases<G, T> cases) {
        return cases.refused(this);
      }
    }

    /**
     * The platform could not do its part.
     *
     * @param fault in what way
     * @param <G> what a client would have been given
     */
    record Failed<G>(Fault fault) implements Outcome<G> {
      @Override
      public <T> T match(Cases<G, T> cases) {
        return cases.failed(fault);
      }
    }

    /**
     * The state or the platform's code was used before, has expired, or is none of this source's.
     *
     * @param <G> what a client would have been given
     */
    record Invalid<G>() implements Outcome<G> {
      @Override
      public <T> T match(Cases<G, T> cases) {
        return cases.invalid();
      }
    }
  }

  /**
   * What a person has to do before they are signed in.
   *
   * @param kind a stable word for what it is
   * @param key what the step that serves it goes on with; used once
   * @param expiresIn how long the key works
   * @param proofs by which ways they can do it
   */
  record Interaction(String kind, Secret key, Duration expiresIn, List<String> proofs) {
    /** Copies. */
    public Interaction {
      proofs = List.copyOf(proofs);
    }
  }

  /** Why a person may not sign in. */
  enum Refusal {
    /** Not a member of the company. */
    NOT_A_MEMBER,
    /** A member of another company. */
    FOREIGN_COMPANY,
    /** An external contact. */
    EXTERNAL_CONTACT,
    /** Left the company, or disabled at the platform. */
    LEFT_COMPANY,
    /** The bound app is not meant for them. */
    NOT_IN_RANGE,
    /** The source does not let in where they belong. */
    NOT_ADMITTED,
    /** Disabled here. */
    USER_DISABLED,
    /** Nobody gets an account by signing in, and they have none. */
    NO_ACCOUNT,
    /** More than one account fits. */
    AMBIGUOUS_ACCOUNT,
    /** The account that fits belongs to somebody else at this platform. */
    ACCOUNT_TAKEN,
    /** They have to choose another password, which needs a browser. */
    PASSWORD_CHANGE,
    /** The source was disabled meanwhile. */
    SOURCE_DISABLED,
    /** A policy of the company's own is against it, or could not be asked. */
    POLICY
  }

  /** In what way a platform could not do its part. */
  enum Fault {
    /** Its bundle is not there. */
    ABSENT,
    /** It refuses our credential: an administrator must act. */
    CREDENTIAL,
    /** It refuses us for another reason that an administrator can fix. */
    CONFIGURATION,
    /** It limits us. */
    THROTTLED,
    /** It does not answer, or not what it should. */
    UNAVAILABLE
  }
}
