package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a check found. Immutable. */
@ProviderType
public sealed interface CheckReport permits CheckReportRecord {
  /**
   * A report.
   *
   * @param steps what was tried, in order
   * @return the report
   */
  static CheckReport of(List<Step> steps) {
    return new CheckReportRecord(steps);
  }

  /** {@return what was tried, in order} */
  List<Step> steps();

  /**
   * Whether nothing is wrong.
   *
   * @return true if every step is
   */
  default boolean ok() {
    return steps().stream().allMatch(Step::ok);
  }

  /** One thing that was tried. */
  @ProviderType
  sealed interface Step permits StepRecord {
    /**
     * A thing that is right.
     *
     * @param id kebab-case, stable
     * @param message what was found
     * @return the step
     */
    static Step passed(String id, Text message) {
      return new StepRecord(
          id, true, Optional.empty(), message, Optional.empty(), Optional.empty());
    }

    /**
     * A thing that is wrong.
     *
     * @param id kebab-case, stable
     * @param platformCode the platform's own code, as text, where it gave one
     * @param message what was found
     * @param fix what to do about it, naming the page of the platform's console
     * @param helpUrl that page, where it has an address
     * @return the step
     */
    static Step failed(
        String id, Optional<String> platformCode, Text message, Text fix, Optional<URI> helpUrl) {
      return new StepRecord(id, false, platformCode, message, Optional.of(fix), helpUrl);
    }

    /** {@return its id, kebab-case, stable} */
    String id();

    /** {@return whether it is right} */
    boolean ok();

    /** {@return the platform's own code, as text, where it gave one} */
    Optional<String> platformCode();

    /** {@return what was found} */
    Text message();

    /** {@return what to do about it; empty when nothing is to be done} */
    Optional<Text> fix();

    /** {@return the page where it is done, where it has an address} */
    Optional<URI> helpUrl();
  }
}
