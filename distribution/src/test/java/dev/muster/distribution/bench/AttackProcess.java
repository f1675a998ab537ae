package dev.muster.distribution.bench;

import dev.muster.distribution.process.Child;
import java.time.Duration;
import java.util.List;

/** The attackers, in a process of their own. */
final class AttackProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Child child;

  AttackProcess() {
    child =
        Child.java(
            "bench-attack",
            List.of("-Xmx512m", "-XX:+UseSerialGC"),
            AttackGenerator.class.getName());
    child.awaitLine(Duration.ofSeconds(30), "attackers", 0, "READY"::equals);
  }

  AttackResult run(Attack attack, int port, int seconds) {
    int from = child.output().size();
    child.say(attack + " " + port + " " + seconds);
    Duration atMost = Duration.ofSeconds(seconds).plus(GRACE);
    return AttackResult.parse(child.awaitLine(atMost, "result", from, AttackResult::is));
  }

  @Override
  public void close() {
    child.close();
  }
}
