package dev.muster.core.throttle;

import dev.muster.api.Caller;
import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;
import dev.muster.spi.hook.AccessEvent.Attempt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Slows down whoever presents wrong passwords, client secrets or API tokens: by name and address,
 * and by address over all names. Never by name alone, so that nobody locks others out.
 *
 * <p>Users' passwords count apart, and an address within each tenant: a tenant's people may sit
 * behind one address with its administrators and applications, or with another tenant's people.
 */
@Component(service = Guesses.class)
public final class Guesses {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Of one name from one address. */
  public static final Throttle.Rule OF_A_NAME = new Throttle.Rule(10, FIRST, LONGEST);

  /** Of all names from one address; of users, of all names of one tenant. */
  public static final Throttle.Rule OF_AN_ADDRESS = new Throttle.Rule(100, FIRST, LONGEST);

  /** Remembers that there was one. */
  private static final Throttle.Rule ANY = new Throttle.Rule(1, FIRST, FIRST);

  private static final int MOST_NAMES = 20_000;
  private static final int MOST_ADDRESSES = 10_000;
  private static final int LONGEST_NAME = 100;

  private final RefusedAttempts refused;
  private final Metrics metrics;
  private final Counts ofAll;
  private final Counts ofUsers;

  /**
   * Creates an instance.
   *
   * @param refused what keeps what was refused
   * @param metrics the metrics
   * @param clock the time
   */
  @Activate
  public Guesses(
      @Reference RefusedAttempts refused,
      @Reference Metrics metrics,
      @Reference InstantSource clock) {
    this.refused = refused;
    this.metrics = metrics;
    this.ofAll = Counts.of(clock);
    this.ofUsers = Counts.of(clock);
  }

  /** What is known of those who make each other wait, and push each other out of memory. */
  private record Counts(Throttle names, Throttle addresses, Throttle failures) {
    static Counts of(InstantSource clock) {
      return new Counts(
          new Throttle(clock, OF_A_NAME, MOST_NAMES),
          new Throttle(clock, OF_AN_ADDRESS, MOST_ADDRESSES),
          new Throttle(clock, ANY, MOST_ADDRESSES));
    }
  }

  private Counts counts(Guess guess) {
    return guess.kind == Kind.USER_PASSWORD ? ofUsers : ofAll;
  }

  /** What is guessed. */
  public enum Kind {
    /** An administrator's password. */
    PASSWORD(Attempt.ADMIN_SIGN_IN),
    /** A client's secret. */
    CLIENT_SECRET(Attempt.CLIENT_AUTHENTICATION),
    /** An API token. */
    TOKEN(Attempt.TOKEN),
    /** A user's password. */
    USER_PASSWORD(Attempt.PROOF),
    /** The key of an alert intake. */
    ALERT_KEY(Attempt.ALERT_KEY);

    private final Attempt attempt;

    Kind(Attempt attempt) {
      this.attempt = attempt;
    }
  }

  /**
   * An attempt.
   *
   * @param kind what is presented
   * @param caller from where
   * @param tenant a tenant that is there, or the empty string
   * @param name whose it is said to be, however odd
   * @param subject the same in an audit event, where names that nobody has are one
   * @param device a browser in which this name signed in before: it counts by itself, and the
   *     address does not matter
   */
  public record Guess(
      Kind kind,
      Caller caller,
      String tenant,
      String name,
      String subject,
      Optional<String> device) {
    /** {@return from where, as what counts as one address} */
    public String network() {
      return Networks.of(caller.address());
    }

    private String addressKey() {
      return kind == Kind.USER_PASSWORD ? String.join("\0", tenant, network()) : network();
    }

    private String failureKey() {
      return String.join("\0", kind.name(), addressKey());
    }

    private String nameKey() {
      String plain = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
      String from = device.map(id -> "device " + id).orElseGet(this::network);
      return String.join("\0", kind.name(), tenant, plain, from);
    }
  }

  /**
   * Before the work of finding out whether a guess is right: refuses it while it has to wait.
   *
   * @param guess the attempt
   * @throws ProblemException {@code THROTTLED}
   */
  public synchronized void requireNoWait(Guess guess) {
    Optional<Duration> wait = wait(guess);
    if (wait.isPresent()) {
      throw refused(guess, wait.get());
    }
  }

  /**
   * Finds out whether a guess is right, counts it if it is wrong, and refuses any while it has to
   * wait. One that is sent away unseen, because too many others are looked at, counts for its
   * address: else whoever sends so many would never have to wait.
   *
   * @param guess the attempt
   * @param look finds out whether it is right; side by side with others
   * @return the same
   * @throws ProblemException {@code THROTTLED}, whether it was right or not; what {@code look}
   *     throws
   */
  public boolean judge(Guess guess, BooleanSupplier look) {
    boolean right;
    try {
      right = look.getAsBoolean();
    } catch (ProblemException e) {
      if (e.code() == ProblemCode.UNAVAILABLE) {
        unseen(guess);
      }
      throw e;
    }
    return judge(guess, right);
  }

  /**
   * Whether a guess of this kind that came from the same address within a quarter of an hour was
   * found wrong. What was sent away unseen is none: others can have whoever is right sent away.
   *
   * @param guess the attempt
   * @return whether its address has failed, whatever the name
   */
  public boolean hasFailures(Guess guess) {
    return counts(guess).failures.room(guess.failureKey()).isPresent();
  }

  private synchronized void unseen(Guess guess) {
    if (guess.device.isEmpty()) {
      var unused = counts(guess).addresses.fails(guess.addressKey());
    }
    count(guess, "unseen");
  }

  /**
   * Counts a guess that is wrong, and refuses any while it has to wait.
   *
   * @param guess the attempt
   * @param right whether it was right
   * @return the same
   * @throws ProblemException {@code THROTTLED}, whether it was right or not
   */
  public synchronized boolean judge(Guess guess, boolean right) {
    return judge(guess, right, Optional.empty());
  }

  /**
   * The same, with why it is wrong.
   *
   * @param guess the attempt
   * @param fault what is wrong with it, a word of ours for the audit log; empty if it is right
   * @return whether it was right
   * @throws ProblemException {@code THROTTLED}, whether it was right or not
   */
  public boolean judge(Guess guess, Optional<String> fault) {
    return judge(guess, fault.isEmpty(), fault);
  }

  private synchronized boolean judge(Guess guess, boolean right, Optional<String> fault) {
    requireNoWait(guess);
    if (right) {
      counts(guess).names.forget(guess.nameKey());
      return true;
    }
    var unusedName = counts(guess).names.fails(guess.nameKey());
    if (guess.device.isEmpty()) {
      var unusedAddress = counts(guess).addresses.fails(guess.addressKey());
      var unusedFailure = counts(guess).failures.fails(guess.failureKey());
    }
    refused.add(guess.caller, guess.tenant, guess.kind.attempt, guess.subject, fault);
    count(guess, "wrong");
    return false;
  }

  private Optional<Duration> wait(Guess guess) {
    Optional<Duration> ofName = counts(guess).names.waits(guess.nameKey());
    if (guess.device.isPresent()) {
      return ofName;
    }
    Optional<Duration> ofAddress = counts(guess).addresses.waits(guess.addressKey());
    return ofName.isPresent() && ofAddress.isPresent()
        ? Optional.of(ofName.get().compareTo(ofAddress.get()) > 0 ? ofName.get() : ofAddress.get())
        : ofName.or(() -> ofAddress);
  }

  private ProblemException refused(Guess guess, Duration wait) {
    refused.add(guess.caller, guess.tenant, guess.kind.attempt, guess.subject);
    count(guess, "throttled");
    return new ProblemException(
        ProblemCode.THROTTLED,
        new Text(
            "Too many wrong attempts from your address. Try again later.", "来自您的地址的错误尝试过多，请稍后重试。"),
        List.of(),
        Optional.of(wait));
  }

  private void count(Guess guess, String outcome) {
    String kind = guess.kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    metrics.count("muster_guesses_total", "kind", kind, "outcome", outcome);
  }
}
