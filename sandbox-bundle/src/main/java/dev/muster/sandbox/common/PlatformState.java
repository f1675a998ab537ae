package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All that can change of a platform: the world, what was handed out, faults and counters.
 *
 * @param <W> the world
 * @param <G> what is handed out
 */
public class PlatformState<W extends BaseWorld<?>, G extends Handed> {
  private final Supplier<W> fresh;
  private final G grants;
  private final Faults faults = new Faults();
  private final Counters counters = new Counters();
  private volatile W world;
  private volatile String trustedDomain = "";

  /**
   * The state that a platform begins with.
   *
   * @param fresh makes the world as it begins
   * @param grants nothing handed out yet
   */
  protected PlatformState(Supplier<W> fresh, G grants) {
    this.fresh = fresh;
    this.grants = grants;
    this.world = fresh.get();
  }

  /**
   * The world as it stands.
   *
   * @return the world
   */
  public W world() {
    return world;
  }

  /**
   * What was handed out.
   *
   * @return what was
   */
  public G grants() {
    return grants;
  }

  Faults faults() {
    return faults;
  }

  Counters counters() {
    return counters;
  }

  /** Puts everything back but the trusted domain, which belongs to where it runs. */
  void reset() {
    world = fresh.get();
    grants.clear();
    faults.clear();
    counters.clear();
  }

  void trustDomain(String domain) {
    trustedDomain = domain.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * The domain that people may be sent back to.
   *
   * @return host, and port where it is not the usual one; empty if any is trusted
   */
  public String trustedDomain() {
    return trustedDomain;
  }

  /**
   * Whether people may be sent back there.
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
   * @param call the call's name
   * @param carriesToken whether it is one with an access token
   * @param right the answer where no fault strikes
   * @param error the answer that tells of an error code
   * @return the answer
   */
  public SandboxResponse answer(
      String call,
      boolean carriesToken,
      Supplier<SandboxResponse> right,
      Function<String, SandboxResponse> error) {
    counters.count(call);
    return faults.around(call, carriesToken, right, error);
  }
}
