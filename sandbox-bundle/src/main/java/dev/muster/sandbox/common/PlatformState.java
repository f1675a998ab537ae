package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All that can change of a platform: the world, the domain that it trusts, faults and counters.
 *
 * @param <W> the world
 */
public final class PlatformState<W extends BaseWorld<?, ?>> {
  private final Supplier<W> fresh;
  private final Faults faults = new Faults();
  private final Map<String, Long> counters = new ConcurrentSkipListMap<>();
  private volatile W world;
  private volatile String trustedDomain = "";

  PlatformState(Supplier<W> fresh) {
    this.fresh = fresh;
    this.world = fresh.get();
  }

  /** What answers a call of a server API. */
  @FunctionalInterface
  public interface Call {
    /**
     * Answers.
     *
     * @return the answer
     * @throws ApiError if the platform refuses
     */
    SandboxResponse answer() throws ApiError;
  }

  /** {@return the world as it stands} */
  public W world() {
    return world;
  }

  Faults faults() {
    return faults;
  }

  Map<String, Long> counters() {
    return counters;
  }

  /** Puts everything back but the trusted domain, which belongs to where it runs. */
  void reset() {
    world = fresh.get();
    faults.clear();
    counters.clear();
  }

  void trustDomain(String domain) {
    trustedDomain = domain.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * {@return the domain that people may be sent back to: host, and port where it is not the usual
   * one; empty if any is trusted}
   */
  public String trustedDomain() {
    return trustedDomain;
  }

  /**
   * Whether people may be sent back to a domain.
   *
   * @param domain host, and port where it is not the usual one
   * @return true if it is trusted, or none was set
   */
  public boolean trusts(String domain) {
    return trustedDomain.isEmpty() || trustedDomain.equals(domain);
  }

  /**
   * Host and port of a web address, without the port that goes without saying.
   *
   * @param address what somebody asked for
   * @return the domain, or empty if it is no web address
   */
  public static Optional<String> domain(String address) {
    try {
      URI uri = new URI(address);
      boolean https = "https".equals(uri.getScheme());
      if (uri.getHost() == null || !(https || "http".equals(uri.getScheme()))) {
        return Optional.empty();
      }
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      int usual = https ? 443 : 80;
      return Optional.of(
          uri.getPort() < 0 || uri.getPort() == usual ? host : host + ":" + uri.getPort());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * Answers a call of the server API: counted, faults first.
   *
   * @param name the call's name
   * @param carriesToken whether it is one with an access token
   * @param call gives the answer where no fault takes its place
   * @param error writes a refusal as the platform does
   * @return the answer
   */
  public SandboxResponse answer(
      String name, boolean carriesToken, Call call, Function<ApiError, SandboxResponse> error) {
    counters.merge(name, 1L, Long::sum);
    return faults.around(
        name,
        carriesToken,
        () -> {
          try {
            return call.answer();
          } catch (ApiError e) {
            return error.apply(e);
          }
        },
        code -> error.apply(new ApiError(code, "sandbox fault")));
  }
}
