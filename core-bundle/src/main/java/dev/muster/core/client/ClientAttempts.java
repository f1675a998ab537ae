package dev.muster.core.client;

import dev.muster.api.Caller;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.core.throttle.RefusalLog;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** What becomes of attempts to authenticate as a client, by whichever method. Thread-safe. */
final class ClientAttempts {
  private final Guesses guesses;
  private final TenantDirectory tenants;
  private final RefusalLog log;

  /**
   * Nothing was tried yet.
   *
   * @param lines takes a line for the log
   */
  ClientAttempts(
      Guesses guesses, TenantDirectory tenants, InstantSource clock, Consumer<String> lines) {
    this.guesses = guesses;
    this.tenants = tenants;
    this.log = new RefusalLog(clock, lines);
  }

  /**
   * An attempt.
   *
   * @param tenant the tenant's id, however odd
   * @param clientId whose it is said to be, however odd
   * @param exists whether there is such a client
   */
  Guess of(Caller caller, String tenant, String clientId, boolean exists) {
    return new Guess(
        Guesses.Kind.CLIENT_SECRET,
        caller,
        tenants.exists(tenant) ? tenant : "",
        clientId,
        "client:" + (exists ? clientId : "(unknown)"),
        Optional.empty());
  }

  /**
   * Logs why an attempt failed, and counts it.
   *
   * @param fault what is wrong; empty if nothing is
   * @return whether the client is authenticated
   * @throws dev.muster.api.ProblemException as {@link Guesses#judge}
   */
  boolean judge(Guess attempt, Optional<ClientFault> fault) {
    fault.ifPresent(why -> why.say(log, attempt.caller(), attempt.tenant(), attempt.name()));
    return guesses.judge(attempt, fault.map(ClientFault::id));
  }
}
