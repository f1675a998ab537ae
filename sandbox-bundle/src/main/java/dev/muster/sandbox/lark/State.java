package dev.muster.sandbox.lark;

import dev.muster.sandbox.common.Counters;
import dev.muster.sandbox.common.Faults;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Locale;

/** All that can change: the world, what was handed out, faults and counters. */
final class State {
  private final Clock clock;
  private final Grants grants;
  private final Faults faults = new Faults();
  private final Counters counters = new Counters();
  private volatile World world = World.fresh();
  private volatile String trustedDomain = "";

  State(Clock clock) {
    this.clock = clock;
    this.grants = new Grants(clock);
  }

  Clock clock() {
    return clock;
  }

  World world() {
    return world;
  }

  Grants grants() {
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
    world = World.fresh();
    grants.clear();
    faults.clear();
    counters.clear();
  }

  void trustDomain(String domain) {
    trustedDomain = domain.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether an address is among the app's redirect URLs; any is if no domain was set. */
  boolean redirectsTo(String address) {
    try {
      URI uri = new URI(address);
      boolean https = "https".equals(uri.getScheme());
      if (uri.getHost() == null || !(https || "http".equals(uri.getScheme()))) {
        return false;
      }
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      int usual = https ? 443 : 80;
      String domain =
          uri.getPort() < 0 || uri.getPort() == usual ? host : host + ":" + uri.getPort();
      return trustedDomain.isEmpty() || trustedDomain.equals(domain);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
