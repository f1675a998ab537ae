package dev.muster.launch;

import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part of the product that says whether it can do its work. Registered by every part that has
 * something to say; {@code /readyz} shows them all, and the start waits for them.
 */
@ConsumerType
public interface Readiness {
  /**
   * Looks, within a second.
   *
   * @return what was looked at, by name, with a sentence about what is wrong and how to fix it, or
   *     the empty string where all is well
   */
  Map<String, String> checks();

  /**
   * What does not pass by itself: a start that meets it ends with this sentence.
   *
   * @return the sentence, or the empty string
   */
  default String fatal() {
    return "";
  }

  /**
   * Which of the checks say no more than that something is worse than it should be: the product
   * goes on serving, and is ready.
   *
   * @return names of checks
   */
  default Set<String> bearable() {
    return Set.of();
  }

  /**
   * Which of the checks a start does not wait for: what is missing there is brought by somebody,
   * such as a plugin that is dropped in.
   *
   * @return names of checks
   */
  default Set<String> mayFollow() {
    return Set.of();
  }
}
