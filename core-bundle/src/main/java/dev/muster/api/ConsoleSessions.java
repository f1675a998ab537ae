package dev.muster.api;

import dev.muster.api.Administrators.Principal;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Browsers in which an administrator is signed in to the console. */
@ProviderType
public interface ConsoleSessions {
  /** How long a console session lasts at the most. */
  Duration SESSION_LIFETIME = Duration.ofHours(8);

  /** How long a browser counts as one in which somebody signed in before. */
  Duration DEVICE_LIFETIME = Duration.ofDays(90);

  /**
   * Signs in to the console. Too many wrong passwords make an address wait, and a browser in which
   * the name signed in before only for its own.
   *
   * @param caller the browser's address and the correlation id
   * @param username the name, however odd
   * @param password what was presented
   * @param browser what is known of the browser
   * @return the session
   * @throws ProblemException {@code UNAUTHENTICATED}, {@code THROTTLED}
   */
  SignedIn signIn(Caller caller, String username, Secret password, Browser browser);

  /**
   * Whether somebody signed in before in the browser that holds something.
   *
   * @param username the name, however odd
   * @param device what was presented, however odd
   * @return true if it is {@link SignedIn#device()} of an earlier sign-in of this name
   */
  boolean isDevice(String username, Secret device);

  /**
   * The console session that a browser holds.
   *
   * @param cookie what was presented, however odd
   * @return the session, or empty if it is none or has ended
   */
  Optional<ConsoleSession> session(Secret cookie);

  /**
   * Ends a console session from within.
   *
   * @param caller on whose behalf
   * @param cookie what was presented; nothing happens if it is none
   */
  void signOut(Caller caller, Secret cookie);

  /**
   * The console sessions of an administrator.
   *
   * @param username their name
   * @return those that have not ended, the latest first
   * @throws ProblemException {@code NOT_FOUND} if there is no such administrator
   */
  List<Listed> list(String username);

  /**
   * Ends a console session from elsewhere.
   *
   * @param caller on whose behalf
   * @param username whose it is
   * @param id its {@link Listed#id()}, however odd
   * @throws ProblemException {@code NOT_FOUND}, also for a session of somebody else
   */
  void end(Caller caller, String username, String id);

  /**
   * Changes one's own password. All other sessions end; this one stays.
   *
   * @param caller on whose behalf
   * @param session the session in which it is done
   * @param current the present password, however odd
   * @param password the new one
   * @throws ProblemException {@code INVALID_VALUE}, {@code THROTTLED}; {@code IN_USE} where {@code
   *     admin.password} decides; {@code UNAUTHENTICATED} if the session has ended meanwhile
   */
  void changePassword(Caller caller, ConsoleSession session, Secret current, Secret password);

  /**
   * What is known of a browser that signs in.
   *
   * @param userAgent what it calls itself, however odd
   * @param device {@link SignedIn#device()} of an earlier sign-in, however odd
   */
  record Browser(String userAgent, Optional<Secret> device) {}

  /**
   * What signing in gives.
   *
   * @param session the session
   * @param device what the browser holds for {@link #DEVICE_LIFETIME}, after the session too
   */
  record SignedIn(ConsoleSession session, Secret device) {}

  /**
   * A console session.
   *
   * @param id its {@link Listed#id()}
   * @param cookie what the browser holds
   * @param csrfToken what the console sends with every change
   * @param username who it is
   * @param principal what they may do, until when
   */
  record ConsoleSession(
      String id, Secret cookie, Secret csrfToken, String username, Principal principal) {}

  /**
   * A console session in a list.
   *
   * @param id ours, opaque; not what the browser holds
   * @param authTime when they signed in
   * @param expiresAt when it ends at the latest
   * @param userAgent what the browser called itself, cut to 300 characters
   * @param address the network address it came from
   */
  record Listed(String id, Instant authTime, Instant expiresAt, String userAgent, String address) {}
}
