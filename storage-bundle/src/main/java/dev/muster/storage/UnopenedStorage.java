package dev.muster.storage;

import dev.muster.launch.Readiness;
import java.util.Map;

/**
 * Says why there is no storage.
 *
 * @param fatal the sentence
 */
record UnopenedStorage(String fatal) implements Readiness {
  @Override
  public Map<String, String> checks() {
    return Map.of(StorageReadiness.CHECK, fatal);
  }
}
