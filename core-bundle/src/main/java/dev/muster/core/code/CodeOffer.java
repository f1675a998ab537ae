package dev.muster.core.code;

import dev.muster.api.CodeWays;

/** Tells how codes can go to people. */
@FunctionalInterface
public interface CodeOffer {
  /**
   * The ways of a tenant; a code can be offered where there is one.
   *
   * @param tenant the tenant's id
   * @return how codes can go to its people, whoever they are
   */
  CodeWays ways(String tenant);
}
