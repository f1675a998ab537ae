package dev.muster.sandbox.common;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is the same of every simulated platform.
 *
 * @param <P> somebody
 * @param <S> what can change
 */
public abstract class BasePlatform<
        P extends Someone, S extends PlatformState<? extends BaseWorld<P>, ?>>
    implements SimulatedPlatform {
  private final String id;
  private final Words name;
  private final List<Preset> presets;
  private final S state;

  /**
   * A platform.
   *
   * @param id its id
   * @param name what people call it
   * @param presets the faults that have a name
   * @param state its first state
   */
  protected BasePlatform(String id, Words name, List<Preset> presets, S state) {
    this.id = id;
    this.name = name;
    this.presets = presets;
    this.state = state;
  }

  /**
   * All that can change.
   *
   * @return the state
   */
  protected final S state() {
    return state;
  }

  /**
   * Somebody who has to be there.
   *
   * @param id their id
   * @return the person
   * @throws IllegalArgumentException if there is nobody of that id
   */
  protected final P require(String id) {
    return state.world().require(id);
  }

  /**
   * Somebody's status.
   *
   * @param person somebody
   * @return one of {@link #statuses()}, or empty if the address book does not have them
   */
  protected abstract Optional<String> statusOf(P person);

  /**
   * Somebody with another status.
   *
   * @param person somebody
   * @param status one of {@link #statuses()}
   * @return the person
   */
  protected abstract P withStatus(P person, String status);

  /**
   * Changes what only this platform's app has, or has in its own way.
   *
   * @param field its name
   * @param value its value
   * @return false if the app has nothing like it
   */
  protected abstract boolean change(String field, String value);

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final Words name() {
    return name;
  }

  @Override
  public final List<Preset> presets() {
    return presets;
  }

  @Override
  public final Faults faults() {
    return state.faults();
  }

  @Override
  public final Counters counters() {
    return state.counters();
  }

  @Override
  public final List<P> people() {
    return state.world().people();
  }

  @Override
  public final Optional<String> status(String person) {
    return state.world().person(person).flatMap(this::statusOf);
  }

  @Override
  public final void changeStatus(String person, String status) {
    if (!statuses().containsKey(status)) {
      throw new IllegalArgumentException(
          status + " is no status; there are " + statuses().keySet());
    }
    state.world().put(withStatus(require(person), status));
  }

  @Override
  public final void changeApp(String field, String value) {
    if (field.equals("trustedDomain")) {
      trustDomain(value);
    } else if (field.equals("people")) {
      state.world().name(words(value));
    } else if (!change(field, value)) {
      throw new IllegalArgumentException("The app has no " + field);
    }
  }

  /**
   * A list as forms and programs write it.
   *
   * @param text words with blanks or commas between
   * @return the words
   */
  protected static List<String> words(String text) {
    return Arrays.stream(text.split("[ ,]+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /**
   * A number as forms and programs write it.
   *
   * @param text digits
   * @return the number
   */
  protected static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " is no number", e);
    }
  }

  @Override
  public final void trustDomain(String domain) {
    state.trustDomain(domain);
  }

  @Override
  public final void revokeTokens() {
    state.grants().revokeTokens();
  }

  @Override
  public final void expireTokens() {
    state.grants().expireTokens();
  }

  @Override
  public final void reset() {
    state.reset();
  }

  /**
   * Labels of statuses, in order.
   *
   * @param codesAndLabels the platform's code, English, Chinese, and so on
   * @return labels by code
   */
  protected static Map<String, Words> labels(String... codesAndLabels) {
    Map<String, Words> labels = new LinkedHashMap<>();
    for (int i = 0; i < codesAndLabels.length; i += 3) {
      labels.put(codesAndLabels[i], new Words(codesAndLabels[i + 1], codesAndLabels[i + 2]));
    }
    return labels;
  }
}
