package dev.muster.support;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Searches for many people, in as few calls as the platform allows. */
public final class Searches {
  private Searches() {}

  /** One call for a part of what is searched. */
  @FunctionalInterface
  public interface Search {
    /**
     * Searches.
     *
     * @param part numbers or addresses, each once
     * @return what was found by number or address; who is not in it was not found
     * @throws ProviderException if the platform failed
     */
    Map<String, Lookup> search(List<String> part) throws ProviderException;
  }

  /**
   * Searches part by part, until one fails or the time is up: what is left then is {@link
   * Lookup.Unknown}, as what failed is. If the first fails, all of it does.
   *
   * @param wanted numbers or addresses, also repeatedly
   * @param size how many go into one call
   * @param deadline by when it ends
   * @param search makes a call; if it answers {@code Unknown} of all, the others are not asked
   *     either
   * @return what was found, for each that was wanted, in that order
   * @throws ProviderException if the first part failed
   */
  public static Map<String, Lookup> inParts(
      List<String> wanted, int size, Deadline deadline, Search search) throws ProviderException {
    List<String> all = List.copyOf(new LinkedHashSet<>(wanted));
    Map<String, Lookup> found = new LinkedHashMap<>();
    Optional<Code> ended = Optional.empty();
    for (int from = 0; from < all.size(); from += size) {
      List<String> part = all.subList(from, Math.min(all.size(), from + size));
      Map<String, Lookup> answers = Map.of();
      if (from > 0 && ended.isEmpty() && deadline.passed()) {
        ended = Optional.of(Code.TIMEOUT);
      }
      if (ended.isEmpty()) {
        try {
          answers = search.search(part);
          ended = reasonNotToGoOn(answers);
        } catch (ProviderException e) {
          if (from == 0) {
            throw e;
          }
          ended = Optional.of(e.code());
        }
      }
      Lookup others = ended.isPresent() ? Lookup.unknown(ended.get()) : Lookup.notFound();
      for (String one : part) {
        found.put(one, answers.getOrDefault(one, others));
      }
    }
    return found;
  }

  private static Optional<Code> reasonNotToGoOn(Map<String, Lookup> answers) {
    Optional<Code> reason = Optional.empty();
    for (Lookup answer : answers.values()) {
      if (!(answer instanceof Lookup.Unknown unknown)) {
        return Optional.empty();
      }
      reason = Optional.of(unknown.code());
    }
    return reason;
  }
}
