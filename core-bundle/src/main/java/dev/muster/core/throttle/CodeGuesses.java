package dev.muster.core.throttle;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignInResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Bounds how often a platform is asked about codes that are none of its own: platforms ban the
 * address of whoever asks too often, which here would be the company's. Asking is what does the
 * harm, so attempts that still go on count as well, once an address has brought such a code.
 */
@Component(service = CodeGuesses.class)
public final class CodeGuesses {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Of one identity source, from one address. */
  public static final Throttle.Rule RULE = new Throttle.Rule(20, PAUSE, PAUSE);

  private static final int MOST = 10_000;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Throttle junk;
  private final Map<String, Integer> open = new HashMap<>();

  /**
   * Creates an instance.
   *
   * @param clock the time
   */
  @Activate
  public CodeGuesses(@Reference InstantSource clock) {
    this.junk = new Throttle(clock, RULE, MOST);
  }

  /** What a platform made of a code. */
  public enum Verdict {
    /** It was one of its own. */
    GOOD,
    /** It was not. */
    JUNK,
    /** It did not say. */
    UNKNOWN;

    /**
     * What an answer says about the code.
     *
     * @param result the answer
     * @return the verdict
     */
    public static Verdict of(SignInResult result) {
      return result instanceof SignInResult.Refused refused
              && refused.reason() == SignInResult.Reason.CODE_INVALID
          ? JUNK
          : GOOD;
    }

    /**
     * What a fault says about the code.
     *
     * @param fault the fault
     * @return the verdict
     */
    public static Verdict of(ProviderException fault) {
      return fault.code() == ProviderException.Code.REJECTED ? JUNK : UNKNOWN;
    }
  }

  /**
   * Begins to ask a platform about a code.
   *
   * @param tenant the tenant's id
   * @param source the identity source's id
   * @param address where the code comes from
   * @return to be ended with what came of it
   * @throws ProblemException {@code THROTTLED}
   */
  public synchronized Attempt begin(String tenant, String source, String address) {
    String key = String.join("\0", tenant, source, Networks.of(address));
    Optional<Duration> wait = junk.waits(key);
    int others = open.getOrDefault(key, 0);
    if (wait.isEmpty() && junk.room(key).map(room -> others >= room).orElse(false)) {
      wait = Optional.of(SOON);
    }
    if (wait.isPresent()) {
      throw new ProblemException(
          ProblemCode.THROTTLED,
          new Text(
              "Too many sign-ins from your address failed. Try again later.",
              "来自您的地址的登录失败次数过多，请稍后重试。"),
          List.of(),
          wait);
    }
    open.put(key, others + 1);
    return verdict -> end(key, verdict);
  }

  private synchronized void end(String key, Verdict verdict) {
    open.computeIfPresent(key, (same, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
    if (verdict == Verdict.JUNK) {
      var unused = junk.fails(key);
    } else if (verdict == Verdict.GOOD) {
      junk.credit(key);
    }
  }

  /** A code that a platform is being asked about. */
  @FunctionalInterface
  public interface Attempt {
    /**
     * Ends it.
     *
     * @param verdict what came of it
     */
    void end(Verdict verdict);
  }
}
