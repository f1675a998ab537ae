package dev.muster.core.platform.connection;

import dev.muster.core.platform.http.PlatformHttp;
import dev.muster.core.platform.limit.CircuitBreaker;
import dev.muster.core.platform.limit.PlatformSettings;
import dev.muster.core.platform.limit.Quotas;
import dev.muster.core.platform.limit.RateLimits;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one connection is lent. */
final class CoreProviderContext implements ProviderContext {
  private final AppKey app;
  private final String tenant;
  private final Map<String, BoundCredential> credentials;
  private final Quotas quotas;
  private final RateLimits rateLimits;
  private final PlatformHttp http;
  private final PlatformSettings settings;
  private final Clock clock;
  private final CallReports reports;

  CoreProviderContext(
      AppKey app,
      Binding binding,
      Map<String, Integer> callsPerMinute,
      AppStates states,
      Quotas quotas,
      PlatformHttp http,
      PlatformSettings settings,
      InstantSource clock,
      CallReports reports) {
    this.app = app;
    this.quotas = quotas;
    this.tenant = binding.tenant();
    this.credentials =
        binding.secrets().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, e -> new BoundCredential(app, e.getValue(), states)));
    this.rateLimits = states.rateLimits(app, callsPerMinute);
    this.http = http;
    this.settings = settings;
    this.reports = reports;
    this.clock = clock.withZone(ZoneOffset.UTC);
  }

  @Override
  public <T> T exchange(HttpCall call, Deadline deadline, Reading<T> reading)
      throws ProviderException {
    rateLimits.take(call.quota());
    long start = System.nanoTime();
    try {
      T read = http.exchange(call, deadline, reading);
      reports.answered(call, Duration.ofNanos(System.nanoTime() - start), read);
      return read;
    } catch (ProviderException e) {
      reports.failed(call, Duration.ofNanos(System.nanoTime() - start), e);
      throw e;
    }
  }

  @Override
  public <T> T withToken(TokenRecipe recipe, Work<T> work, Deadline deadline)
      throws ProviderException {
    BoundCredential credential = credential(recipe.secretField());
    Issued first = token(credential, recipe, deadline);
    try {
      return work(first, work);
    } catch (ProviderException e) {
      if (e.code() != Code.TOKEN_INVALID || deadline.passed()) {
        throw e;
      }
      first.slot().drop(first.held());
    }
    return work(token(credential, recipe, deadline), work);
  }

  @Override
  public <T> T withSecret(String field, Work<T> work, Deadline deadline) throws ProviderException {
    BoundCredential credential = credential(field);
    return eachSecret(
        credential,
        t -> {
          T result = guarded(t, () -> work.with(t.secret()));
          credential.worked(t);
          return result;
        },
        deadline);
  }

  @Override
  public <T> Optional<T> verifyWith(String field, Function<Secret, Optional<T>> check) {
    BoundCredential credential = credentials.get(field);
    if (credential == null) {
      return Optional.empty();
    }
    for (BoundCredential.Try t : credential.tries()) {
      Optional<T> held = check.apply(t.secret());
      if (held.isPresent()) {
        credential.worked(t);
        return held;
      }
    }
    return Optional.empty();
  }

  @Override
  public Allowance allowance(String name, int most, Duration per) {
    return quotas.of(tenant, app.text(), name, most, per);
  }

  @Override
  public Optional<String> setting(String key) {
    return settings.setting(app.platform(), key);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  /** A token, whose it is and where it came from. */
  private record Issued(BoundCredential.Try from, TokenSlot slot, TokenSlot.Held held) {}

  private Issued token(BoundCredential credential, TokenRecipe recipe, Deadline deadline)
      throws ProviderException {
    return eachSecret(
        credential,
        t -> {
          TokenSlot slot = t.state().token(recipe.name());
          TokenSlot.Held held =
              slot.get(
                  () -> guarded(t, () -> recipe.fetch().fetch(t.secret(), deadline)), deadline);
          credential.worked(t);
          return new Issued(t, slot, held);
        },
        deadline);
  }

  private static <T> T work(Issued issued, Work<T> work) throws ProviderException {
    return guarded(issued.from(), () -> work.with(issued.held().value()));
  }

  /**
   * With the current secret; with the one before, where there is one and the current is refused.
   */
  private static <T> T eachSecret(BoundCredential credential, Use<T> use, Deadline deadline)
      throws ProviderException {
    @Nullable ProviderException refusal = null;
    @Nullable ProviderException last = null;
    for (BoundCredential.Try t : credential.tries()) {
      try {
        return use.with(t);
      } catch (ProviderException e) {
        boolean refused =
            e.code() == Code.CREDENTIAL_REFUSED || e.code() == Code.CREDENTIAL_BLOCKED;
        if (!refused || deadline.passed()) {
          throw e;
        }
        // What the administrator wants to know is what became of the secret that is current.
        refusal = refusal == null ? e : refusal;
        last = e;
      }
    }
    if (refusal == null || last == null) {
      throw new IllegalStateException("There is always a current secret");
    }
    if (refusal.code() == Code.CREDENTIAL_BLOCKED && last.code() == Code.CREDENTIAL_REFUSED) {
      // The platform has gone over from the one before: what it said of this one may be outdated.
      BoundCredential.Try current = credential.current();
      current.state().breaker().mayProbe();
      return use.with(current);
    }
    throw refusal;
  }

  private static <T> T guarded(BoundCredential.Try t, Step<T> step) throws ProviderException {
    CircuitBreaker breaker = t.state().breaker();
    breaker.admit();
    boolean decided = false;
    try {
      T result = step.run();
      breaker.accepted();
      decided = true;
      return result;
    } catch (ProviderException e) {
      if (e.code() == Code.CREDENTIAL_REFUSED) {
        breaker.refused();
        decided = true;
      }
      throw e;
    } finally {
      if (!decided) {
        breaker.undecided();
      }
    }
  }

  private BoundCredential credential(String field) {
    BoundCredential credential = credentials.get(field);
    if (credential == null) {
      throw new IllegalArgumentException("The secret field " + field + " is not set");
    }
    return credential;
  }

  /** Something that takes a secret. */
  private interface Use<T> {
    T with(BoundCredential.Try t) throws ProviderException;
  }

  /** Something that a platform answers. */
  private interface Step<T> {
    T run() throws ProviderException;
  }
}
