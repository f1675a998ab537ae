package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.common.Counters;
import dev.muster.sandbox.common.Faults;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** All that can change: the world, what was handed out, faults and counters. */
final class State {
  private final Grants grants;
  private final Faults faults = new Faults();
  private final Counters counters = new Counters();
  private volatile World world = World.fresh();
  private volatile String trustedDomain = "";

  State(Clock clock) {
    this.grants = new Grants(clock);
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

  /** Whether people may be sent back there; any domain if none was set. */
  boolean trusts(String domain) {
    return trustedDomain.isEmpty() || trustedDomain.equals(domain);
  }

  /** The company that somebody chooses when they are asked for one. */
  Optional<String> companyOf(Person person) {
    return switch (person.kind()) {
      case EMPLOYEE -> Optional.of(world.company().corpId());
      case FOREIGN_EMPLOYEE -> Optional.of(world.foreignCorpId());
      case EXTERNAL_CONTACT, STRANGER -> Optional.empty();
    };
  }

  /** Host and port of a web address, without the port that goes without saying. */
  static Optional<String> domain(String address) {
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
}
