package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /**
   * What works, going by the steps: what steps decide and none of them found wrong.
   *
   * @return each capability; false also where no step decides it
   */
  default Map<Capability, Boolean> capabilities() {
    Map<Capability, Boolean> works = new EnumMap<>(Capability.class);
    for (Capability capability : Capability.values()) {
      List<Step> deciding =
          steps().stream().filter(step -> step.decides().contains(capability)).toList();
      works.put(capability, !deciding.isEmpty() && deciding.stream().allMatch(Step::ok));
    }
    return works;
  }

  /** What an app is bound for. More may be added. */
  enum Capability {
    /** People sign in. */
    SIGN_IN,
    /** People are looked up, and the address book is read. */
    DIRECTORY,
    /** Webhook events are received. */
    CALLBACKS,
    /** Group chats are opened. */
    GROUP_CHATS,
    /** Messages are sent to single people. */
    MESSAGES
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
          id, true, Optional.empty(), message, Optional.empty(), Optional.empty(), Set.of());
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
      return new StepRecord(id, false, platformCode, message, Optional.of(fix), helpUrl, Set.of());
    }

    /**
     * The same step as one that decides what works.
     *
     * @param capabilities what does not work where this is wrong
     * @return a changed copy
     */
    Step deciding(Set<Capability> capabilities);

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

    /** {@return what does not work where this is wrong; empty where nobody has said so} */
    Set<Capability> decides();
  }
}
