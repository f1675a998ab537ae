package dev.muster.sandbox.lark;

import dev.muster.sandbox.common.Handed;
import dev.muster.sandbox.common.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What has been handed out: codes, the app's token, people's tokens. */
final class Grants implements Handed {
  static final Duration CODE_LIFE = Duration.ofMinutes(5);
  static final Duration TOKEN_LIFE = Duration.ofHours(2);
  static final String APP_PREFIX = "t-";
  static final String USER_PREFIX = "u-";

  /** With less than this left, the platform hands out a new one. */
  private static final Duration LEFT_AT_LEAST = Duration.ofMinutes(30);

  private final Clock clock;
  private final Tickets<Code> codes;
  private final Tickets<Boolean> appTokens;
  private final Tickets<String> userTokens;
  private Current current = new Current("", 0);

  Grants(Clock clock) {
    this.clock = clock;
    this.codes = new Tickets<>(clock);
    this.appTokens = new Tickets<>(clock);
    this.userTokens = new Tickets<>(clock);
  }

  private record Current(String token, long diesAt) {}

  /**
   * The app's token as it is handed out.
   *
   * @param token the token
   * @param seconds how long it works from now on
   */
  record AppToken(String token, long seconds) {}

  /**
   * What a code stands for.
   *
   * @param personId who agreed
   * @param redirectUri where it was sent to; empty for the mobile SDK
   * @param challenge what the verifier has to match; empty where none was asked for
   * @param used whether it was redeemed
   */
  record Code(
      String personId,
      Optional<String> redirectUri,
      Optional<Challenge> challenge,
      AtomicBoolean used) {}

  /**
   * RFC 7636.
   *
   * @param value the challenge
   * @param s256 whether it is a digest of the verifier, or the verifier itself
   */
  record Challenge(String value, boolean s256) {}

  String code(String personId, Optional<String> redirectUri, Optional<Challenge> challenge) {
    return codes.issue(new Code(personId, redirectUri, challenge, new AtomicBoolean()), CODE_LIFE);
  }

  Tickets<Code> codes() {
    return codes;
  }

  Tickets<Boolean> appTokens() {
    return appTokens;
  }

  Tickets<String> userTokens() {
    return userTokens;
  }

  /** The same token as long as it has a while to live. */
  synchronized AppToken appToken() {
    long now = clock.millis();
    boolean stillGood =
        current.diesAt() - now >= LEFT_AT_LEAST.toMillis()
            && appTokens.look(current.token()).isPresent();
    if (!stillGood) {
      current = new Current(appTokens.issue(Boolean.TRUE, TOKEN_LIFE), now + TOKEN_LIFE.toMillis());
    }
    return new AppToken(APP_PREFIX + current.token(), (current.diesAt() - now) / 1000);
  }

  @Override
  public void revokeTokens() {
    appTokens.clear();
    userTokens.clear();
  }

  @Override
  public void expireTokens() {
    appTokens.expireAll();
    userTokens.expireAll();
  }

  @Override
  public void clear() {
    codes.clear();
    revokeTokens();
  }
}
