package dev.muster.sandbox.common;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What every world has: people, as they stand now. Beside those with a story there is a crowd
 * without one: {@code crowd-1}, {@code crowd-2} and so on, as many as a benchmark wants.
 *
 * @param <P> somebody
 */
public abstract class BaseWorld<P extends Someone> {
  private static final Pattern CROWD = Pattern.compile("crowd-[1-9][0-9]{0,8}");

  private final List<P> told;
  private final Function<String, P> crowd;
  private final UnaryOperator<String> key;
  private final Map<String, P> now = new ConcurrentHashMap<>();
  private volatile Set<String> named = Set.of();

  /**
   * People as they begin.
   *
   * @param told those with a story
   * @param crowd makes one of the others, by their id
   * @param key how ids are compared
   */
  protected BaseWorld(List<P> told, Function<String, P> crowd, UnaryOperator<String> key) {
    this.told = List.copyOf(told);
    this.crowd = crowd;
    this.key = key;
    this.told.forEach(this::put);
  }

  /**
   * Those with a story.
   *
   * @return people, in the order they are told
   */
  public final List<P> people() {
    return told.stream().map(it -> now.getOrDefault(key.apply(it.id()), it)).toList();
  }

  /**
   * Some of the others.
   *
   * @param number how many
   * @return the first of the crowd
   */
  protected final Stream<P> crowd(int number) {
    return IntStream.rangeClosed(1, number).mapToObj(it -> crowd.apply("crowd-" + it));
  }

  /**
   * Somebody.
   *
   * @param id their id
   * @return the person, or empty if there is nobody of that id
   */
  public final Optional<P> person(String id) {
    P known = now.get(key.apply(id));
    return known != null
        ? Optional.of(known)
        : Optional.of(id).filter(it -> CROWD.matcher(it).matches()).map(crowd);
  }

  final P require(String id) {
    return person(id)
        .orElseThrow(() -> new IllegalArgumentException("There is nobody called " + id));
  }

  /**
   * Changes somebody.
   *
   * @param person how they are from now on
   */
  public final void put(P person) {
    now.put(key.apply(person.id()), person);
  }

  /**
   * Those whom the app's range names one by one, whatever their departments.
   *
   * @return their ids
   */
  public final Set<String> named() {
    return named;
  }

  final void name(Collection<String> ids) {
    named = Set.copyOf(ids);
  }
}
