package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.core.background.Background;
import dev.muster.core.user.HashTurns;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.core.user.PasswordHash;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Passwords that are presented at a node which counts the turns of its hashing. */
abstract class PasswordProofFixture extends InteractionsFixture {
  static final String HOME = "2001:db8::7";
  static final String ELSEWHERE = "203.0.113.1";
  static final Optional<Secret> NONE = Optional.empty();

  final Turns turns = new Turns();
  final PasswordHash passwords = new PasswordHash(PasswordHash.Cost.LEAST, turns);
  final PasswordProof proofs = node(passwords, core.background);

  /** Counts the turns that are asked for. */
  static final class Turns extends HashTurns {
    final AtomicInteger taken = new AtomicInteger();

    Turns() {
      super(1, Duration.ofSeconds(20));
    }

    @Override
    public boolean take(Party party) {
      taken.incrementAndGet();
      return super.take(party);
    }
  }

  PasswordProof node(PasswordHash hash, Background background) {
    return new PasswordProof(
        core.storage,
        core.accounts,
        hash,
        core.guesses,
        core.box,
        core.digests,
        background,
        core.clock);
  }

  static boolean proves(
      PasswordProof node, String name, Secret password, String address, Optional<Secret> browser) {
    return node.attempt(new Caller("system", address, "c1"), TENANT, name, browser)
        .proves(password)
        .isPresent();
  }

  boolean provesAt(String address) {
    return proves(proofs, "wang", PASSWORD, address, NONE);
  }

  static String stranger(int number) {
    return "198.51." + number / 250 + "." + number % 250;
  }
}
