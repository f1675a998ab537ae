package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param steps what was tried, in order
 */
public record CheckReport(List<Step> steps) {
  /** Copies. */
  public CheckReport {
    steps = List.copyOf(steps);
  }

  /**
   * Whether nothing is wrong.
   *
   * @return true if every step is
   */
  public boolean ok() {
    return steps.stream().allMatch(Step::ok);
  }

  /**
   * One thing that was tried.
   *
   * @param id kebab-case, stable
   * @param ok whether it is right
   * @param platformCode the platform's own code, as text, where it gave one
   * @param message what was found
   * @param fix what to do about it, naming the page of the platform's console; empty when nothing
   *     is to be done
   * @param helpUrl that page, where it has an address
   */
  public record Step(
      String id,
      boolean ok,
      Optional<String> platformCode,
      Text message,
      Optional<Text> fix,
      Optional<URI> helpUrl) {
    /**
     * A thing that is right.
     *
     * @param id kebab-case, stable
     * @param message what was found
     * @return the step
     */
    public static Step passed(String id, Text message) {
      return new Step(id, true, Optional.empty(), message, Optional.empty(), Optional.empty());
    }

    /**
     * A thing that is wrong.
     *
     * @param id kebab-case, stable
     * @param platformCode the platform's own code, where it gave one
     * @param message what was found
     * @param fix what to do about it
     * @param helpUrl the page where it is done, where it has an address
     * @return the step
     */
    public static Step failed(
        String id, Optional<String> platformCode, Text message, Text fix, Optional<URI> helpUrl) {
      return new Step(id, false, platformCode, message, Optional.of(fix), helpUrl);
    }
  }
}
