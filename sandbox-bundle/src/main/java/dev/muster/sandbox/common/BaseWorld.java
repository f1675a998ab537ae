package dev.muster.sandbox.common;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A platform's company, app and people as they stand now, and what was handed out to them. It
 * begins as the file {@code world.json} beside its class says: {@code company} and {@code appName},
 * {@code app}, {@code people}, {@code statuses} and {@code presets}, and what only this platform
 * has. The texts of {@code app} are what is entered when the app is bound; an administrator changes
 * its secret, its switches and its lists.
 *
 * <p>Beside the people with a story there is a crowd without one: {@code crowd-1}, {@code crowd-2}
 * and so on, as many as a benchmark wants.
 *
 * @param <P> somebody
 * @param <A> the app
 */
public abstract class BaseWorld<P extends Someone, A> {
  private static final Pattern CROWD = Pattern.compile("crowd-([1-9][0-9]{0,8})");

  private final JsonNode file = Json.world(getClass());
  private final Clock clock;
  private final Class<P> personType;
  private final Class<A> appType;
  private final UnaryOperator<String> key;
  private final List<P> told;
  private final List<Tickets<?>> tokens = new ArrayList<>();
  private final Map<String, P> now = new ConcurrentHashMap<>();
  private final Phones phones = new Phones();
  private final SimulatedChats chats = new SimulatedChats();
  private volatile Set<String> named = Set.of();
  private volatile A app;

  /**
   * The world as it begins.
   *
   * @param clock what codes and tokens age by
   * @param person somebody, as the file holds them
   * @param app the app, as the file holds it
   * @param key how ids are compared
   */
  protected BaseWorld(Clock clock, Class<P> person, Class<A> app, UnaryOperator<String> key) {
    this.clock = clock;
    this.personType = person;
    this.appType = app;
    this.key = key;
    this.app = Json.as(file.path("app"), app);
    this.told = list("people", person);
    told.forEach(this::put);
  }

  /**
   * One of the crowd.
   *
   * @param id their id
   * @param name what they are called
   * @param email their address
   * @return the person
   */
  protected abstract P oneOfTheCrowd(String id, Words name, String email);

  /**
   * A text of the file.
   *
   * @param name its name
   * @return the text
   */
  protected final String text(String name) {
    return file.path(name).asText();
  }

  /**
   * A list of the file.
   *
   * @param name its name
   * @param type what it holds
   * @param <T> what it holds
   * @return the list
   */
  protected final <T> List<T> list(String name, Class<T> type) {
    List<T> items = new ArrayList<>();
    file.path(name).forEach(item -> items.add(Json.as(item, type)));
    return List.copyOf(items);
  }

  /**
   * Codes and the like.
   *
   * @param life how long each lives
   * @param <T> what one stands for
   * @return none issued yet
   */
  protected final <T> Tickets<T> codes(Duration life) {
    return new Tickets<>(clock, life);
  }

  /**
   * Access tokens, which can be revoked and made to expire.
   *
   * @param life how long each lives
   * @param <T> what one stands for
   * @return none issued yet
   */
  protected final <T> Tickets<T> tokens(Duration life) {
    Tickets<T> added = codes(life);
    tokens.add(added);
    return added;
  }

  final List<Tickets<?>> tokens() {
    return tokens;
  }

  /** {@return the groups that people are in} */
  public final List<Group> groups() {
    return list("groups", Group.class);
  }

  /** {@return what the company is called} */
  public final Words company() {
    return Json.as(file.path("company"), Words.class);
  }

  final List<Preset> presets() {
    return Stream.concat(list("presets", Preset.class).stream(), Preset.OF_EVERY_PLATFORM.stream())
        .toList();
  }

  final Map<String, Words> statuses() {
    Map<String, Words> labels = new LinkedHashMap<>();
    file.path("statuses")
        .properties()
        .forEach(it -> labels.put(it.getKey(), Json.as(it.getValue(), Words.class)));
    return labels;
  }

  /** {@return what the app is called} */
  public final String appName() {
    return text("appName");
  }

  /** {@return the app as it stands} */
  public final A app() {
    return app;
  }

  final Map<String, String> binding() {
    Map<String, String> texts = new LinkedHashMap<>();
    Json.tree(app)
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isTextual()) {
                texts.put(field.getKey(), field.getValue().textValue());
              }
            });
    return texts;
  }

  final void changeSecret(String field, String value) {
    app = Json.with(app, appType, field, value);
  }

  /** Changes a switch or a list of the app; false if it has none of that name. */
  final boolean changeApp(String field, String value) {
    JsonNode before = Json.tree(app).path(field);
    if (before.isBoolean()) {
      app = Json.with(app, appType, field, Boolean.parseBoolean(value));
    } else if (before.isArray()) {
      app = Json.with(app, appType, field, words(value));
    }
    return before.isBoolean() || before.isArray();
  }

  /** A list as forms and programs write it: words with blanks or commas between. */
  private static List<String> words(String text) {
    return Arrays.stream(text.split("[ ,]+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /** {@return the people whom the pages describe, in the order in which they are shown} */
  public final List<P> people() {
    return told.stream().map(it -> now.getOrDefault(key.apply(it.id()), it)).toList();
  }

  /**
   * Some of the others.
   *
   * @param number how many
   * @return the first of the crowd, as they stand now
   */
  protected final Stream<P> crowd(int number) {
    return IntStream.rangeClosed(1, number).mapToObj(it -> require("crowd-" + it));
  }

  private P crowd(String number) {
    String id = "crowd-" + number;
    Words name = new Words("Crowd Member " + number, "群众 " + number);
    return oneOfTheCrowd(id, name, id + "@sandbox.example");
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
        : Optional.of(CROWD.matcher(id)).filter(it -> it.matches()).map(it -> crowd(it.group(1)));
  }

  /**
   * Somebody who has to be there.
   *
   * @param id their id
   * @return the person
   * @throws IllegalArgumentException if there is nobody of that id
   */
  public final P require(String id) {
    return person(id)
        .orElseThrow(() -> new IllegalArgumentException("There is nobody called " + id));
  }

  final Optional<String> status(String id) {
    return person(id)
        .filter(Someone::listed)
        .map(it -> Json.tree(it).path("status").asText().toLowerCase(Locale.ROOT));
  }

  final void changeStatus(String id, String status) {
    put(Json.with(require(id), personType, "status", status));
  }

  private void put(P person) {
    now.put(key.apply(person.id()), person);
  }

  /**
   * {@return the ids of those whom the app's range names one by one, whatever their departments}
   */
  public final Set<String> named() {
    return named;
  }

  final void name(String ids) {
    named = Set.copyOf(words(ids));
  }

  /**
   * Shows a message of the app on somebody's phone.
   *
   * @param person who gets it
   * @param text what it says
   * @param key one of the same key is shown once; empty if each is another
   */
  public final void show(P person, String text, String key) {
    phones.show(this.key.apply(person.id()), text, key);
  }

  /** {@return the group chats of the app} */
  public final SimulatedChats chats() {
    return chats;
  }

  /** The chats that somebody is in. */
  final List<GroupChat> chats(String person) {
    return chats.all().stream()
        .filter(chat -> chat.members().stream().map(key).anyMatch(key.apply(person)::equals))
        .toList();
  }

  final List<String> messages(String person) {
    return phones.of(key.apply(person));
  }

  final long messages() {
    return phones.total();
  }
}
