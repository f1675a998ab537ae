package dev.muster.api;

import java.util.List;

/**
 * How one-time codes can go to people of a tenant, whoever they are: which of the ways there is for
 * an account is nobody's to know who only names it.
 *
 * @param addresses whether somebody carries them to verified addresses
 * @param sources what the buttons of the identity sources say by whose platforms they go as
 *     messages
 */
public record CodeWays(boolean addresses, List<String> sources) {
  /** None. */
  public static final CodeWays NONE = new CodeWays(false, List.of());

  /** Copies. */
  public CodeWays {
    sources = List.copyOf(sources);
  }

  /**
   * Whether there is none.
   *
   * @return true if no code can be sent
   */
  public boolean isEmpty() {
    return !addresses && sources.isEmpty();
  }
}
