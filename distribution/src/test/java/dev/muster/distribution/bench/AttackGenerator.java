package dev.muster.distribution.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A process that attacks: reads an attack's name, a port of the loopback address and a number of
 * seconds, a line from standard input, answers each with an {@link AttackResult}, ends at the end
 * of its input.
 */
public final class AttackGenerator {
  private static final int MOST_SECONDS = 60;

  private AttackGenerator() {}

  /**
   * Runs until standard input ends.
   *
   * @param arguments none
   * @throws Exception if a line cannot be read
   */
  public static void main(String... arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("READY");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split(" ");
      Attack attack = Attack.valueOf(parts[0]);
      int seconds = Math.min(MOST_SECONDS, Integer.parseInt(parts[2]));
      AttackRun run = new AttackRun(attack, Integer.parseInt(parts[1]), seconds);
      attack.run(run);
      System.out.println(run.result().line());
    }
  }
}
