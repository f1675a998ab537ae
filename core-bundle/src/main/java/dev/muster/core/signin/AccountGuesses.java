package dev.muster.core.signin;

import dev.muster.core.background.Background;
import dev.muster.core.platform.limit.Quotas;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.throttle.PerMinute;
import dev.muster.core.user.KnownNetworks;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.platform.ProviderContext.Allowance;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many wrong passwords of one account are heeded in a day, however many addresses they come
 * from (NIST SP 800-63B, section 3.2.2). Counted in the storage, so for all nodes together.
 *
 * <p>Strangers count together, so they can use up what is theirs: neither a browser nor a network
 * from which the person came in before is one. A known browser has as many for itself. Nothing of a
 * name that nobody has is stored, but the same is read.
 */
final class AccountGuesses {
  /** Of all strangers together, and of each known browser. */
  static final int A_DAY = 100;

  private static final Logger LOG = LoggerFactory.getLogger(AccountGuesses.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int IN_MEMORY = 10_000;
  private static final String NOBODY = "-";

  private final Quotas quotas;
  private final KnownNetworks networks;
  private final Background background;
  private final PerMinute lines;

  AccountGuesses(
      Storage storage, KnownNetworks networks, Background background, InstantSource clock) {
    this.quotas = new Quotas(storage, clock, IN_MEMORY);
    this.networks = networks;
    this.background = background;
    this.lines = new PerMinute(1, clock);
  }

  /** One of the wrong passwords that are heeded, if there is one left, until it is ended. */
  final class Turn {
    private final Allowance allowance;
    private final boolean counts;
    private final boolean taken;

    private Turn(Allowance allowance, boolean counts) {
      this.allowance = allowance;
      this.counts = counts;
      this.taken = allowance.take();
    }

    /** Whether a right password is one. */
    boolean isHeeded() {
      return taken || !counts;
    }

    /** Ends it; stored a moment later, since storing it would tell that there is such a user. */
    void end(boolean wrong) {
      if (taken && wrong && counts) {
        background.run("counting a wrong password", allowance::use);
      } else if (taken) {
        allowance.giveBack();
      }
    }
  }

  /**
   * Begins to look at a password.
   *
   * @param user whose it would be, or empty where nobody is named so
   * @param browser the id of a browser in which they signed in before
   * @param address from where
   */
  Turn turn(
      String tenant, Optional<Stored<UserRecord>> user, Optional<String> browser, String address) {
    String id = user.map(found -> found.key().id()).orElse(NOBODY);
    // another password begins anew
    String since = user.map(it -> " since " + it.value().sessionsValidFrom()).orElse("");
    boolean known = networks.isKnown(tenant, id, address);
    Turn turn =
        new Turn(
            quotas.of(
                tenant,
                "passwords of " + id + since,
                browser.map(it -> " in " + it).orElse(""),
                A_DAY,
                DAY),
            user.isPresent() && (browser.isPresent() || !known));
    if (!turn.isHeeded() && lines.allows(tenant)) {
      LOG.info(
          "Tenant {}: no more passwords of the user {} are heeded from where they never came in",
          tenant,
          id);
    }
    return turn;
  }
}
