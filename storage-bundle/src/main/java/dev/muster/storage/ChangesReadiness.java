package dev.muster.storage;

import dev.muster.launch.Readiness;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Whether this node hears what other nodes change. Without, it goes on serving: what it keeps in
 * memory is a minute old at the most.
 */
final class ChangesReadiness implements Readiness {
  static final String CHECK = "storage-changes";

  private final BooleanSupplier hears;

  ChangesReadiness(BooleanSupplier hears) {
    this.hears = hears;
  }

  @Override
  public Map<String, String> checks() {
    return Map.of(
        CHECK,
        hears.getAsBoolean()
            ? ""
            : "Changes by other nodes do not arrive: they take effect within a minute. PostgreSQL's"
                + " LISTEN needs a connection of its own, which a pooler in transaction mode is"
                + " not; the log says more.");
  }

  @Override
  public Set<String> mayFollow() {
    return Set.of(CHECK);
  }

  @Override
  public Set<String> bearable() {
    return Set.of(CHECK);
  }
}
