package dev.muster.distribution.bench;

import java.util.List;

/**
 * What hostile callers do, all of it from addresses that nobody else has. Each is bounded in count
 * and time and goes to the loopback address alone.
 */
enum Attack {
  GROWING_JSON("64 bodies of 999 kB of growing JSON at the administrators' sign-in", 8) {
    @Override
    void run(AttackRun run) throws InterruptedException {
      BodyAttack.growingJson(run);
    }
  },
  BODIES("64 maximal bodies at every route that takes one from anybody", 8) {
    @Override
    void run(AttackRun run) throws InterruptedException {
      BodyAttack.everywhere(run);
    }
  },
  ADMINISTRATOR_BODIES("64 changes of 999 kB by an administrator", 1) {
    @Override
    void run(AttackRun run) throws InterruptedException {
      BodyAttack.byAdministrator(run);
    }
  },
  UNREAD("500 connections that never read", 10) {
    @Override
    void run(AttackRun run) {
      SlowConnections.unread(run);
    }
  },
  UNREAD_BY_ONE("500 connections that never read, from one address", 1) {
    @Override
    void run(AttackRun run) {
      SlowConnections.unread(run);
    }
  },
  DRIP("2 000 connections whose headers drip", 20) {
    @Override
    void run(AttackRun run) {
      SlowConnections.drip(run);
    }
  },
  PASSWORDS("1 000 wrong passwords a second", 10) {
    @Override
    void run(AttackRun run) throws InterruptedException {
      GuessAttack.passwords(run);
    }
  },
  CLIENT_SECRETS("1 000 wrong client secrets a second", 10) {
    @Override
    void run(AttackRun run) throws InterruptedException {
      GuessAttack.clientSecrets(run);
    }
  },
  SPREAD_SECRETS("1 000 wrong client secrets a second, each from another address", 1) {
    @Override
    void run(AttackRun run) throws InterruptedException {
      GuessAttack.clientSecretsByProxy(run);
    }
  },
  API_TOKENS("1 000 wrong API tokens a second", 10) {
    @Override
    void run(AttackRun run) throws InterruptedException {
      GuessAttack.apiTokens(run);
    }
  };

  private static final int FIRST_NETWORK = 20;

  private final String what;
  private final int addresses;

  Attack(String what, int addresses) {
    this.what = what;
    this.addresses = addresses;
  }

  static List<Attack> all() {
    return List.of(values());
  }

  /** Goes on until the run is over. */
  abstract void run(AttackRun run) throws InterruptedException;

  String what() {
    return what;
  }

  /** From how many addresses it comes. */
  int addresses() {
    return addresses;
  }

  /** The second number of its addresses, as in 127.20.0.1. */
  int network() {
    return FIRST_NETWORK + ordinal();
  }

  /** The proxy by which {@link #SPREAD_SECRETS} comes, as the server has to trust it. */
  static String proxies() {
    return "127." + SPREAD_SECRETS.network() + ".0.0/16";
  }
}
