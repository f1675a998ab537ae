package dev.muster.sandbox.lark;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.Counters;
import dev.muster.sandbox.common.Fault;
import dev.muster.sandbox.common.Faults;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.Preset;
import dev.muster.sandbox.common.PushedRequest;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lark and Feishu, simulated: the server API below {@code /open-apis}, the sign-in page where the
 * platform has it, and the events.
 */
public final class LarkSandbox implements SimulatedPlatform {
  static final Words NAME = new Words("Lark", "飞书");

  private final State state;
  private final ServerApi api;
  private final SignInPage page;
  private final Pushes pushes;

  /**
   * Makes a company in its first state.
   *
   * @param clock what tokens and codes age by
   */
  public LarkSandbox(Clock clock) {
    this.state = new State(clock);
    this.api = new ServerApi(state);
    this.page = new SignInPage(state);
    this.pushes = new Pushes(state);
  }

  @Override
  public SandboxResponse handle(SandboxRequest request) {
    String path = request.path();
    return ServerApi.serves(path) && !SignInPage.serves(path)
        ? api.handle(request)
        : page.handle(request);
  }

  @Override
  public String id() {
    return "lark";
  }

  @Override
  public Words name() {
    return NAME;
  }

  /**
   * The company's key.
   *
   * @return the key
   */
  public String tenantKey() {
    return state.world().company().tenantKey();
  }

  @Override
  public Map<String, String> binding() {
    World.App app = state.world().app();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("cloud", app.cloud());
    fields.put("appId", app.appId());
    fields.put("appSecret", app.appSecret());
    fields.put("encryptKey", app.encryptKey());
    fields.put("verificationToken", app.verificationToken());
    return fields;
  }

  @Override
  public List<Preset> presets() {
    return Presets.ALL;
  }

  @Override
  public Faults faults() {
    return state.faults();
  }

  @Override
  public Counters counters() {
    return state.counters();
  }

  @Override
  public List<Person> people() {
    return state.world().people();
  }

  @Override
  public Map<String, Words> statuses() {
    Map<String, Words> labels = new LinkedHashMap<>();
    labels.put("active", new Words("active", "正常"));
    labels.put("frozen", new Words("frozen", "已暂停"));
    labels.put("resigned", new Words("left", "已离职"));
    labels.put("exited", new Words("left by themselves", "已主动退出"));
    labels.put("unjoined", new Words("not joined yet", "未加入"));
    return labels;
  }

  @Override
  public Optional<String> status(String person) {
    return state
        .world()
        .person(person)
        .filter(Person::listed)
        .map(it -> it.status().name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void changeStatus(String person, String status) {
    if (!statuses().containsKey(status)) {
      throw new IllegalArgumentException(
          status + " is no status; there are " + statuses().keySet());
    }
    state
        .world()
        .put(require(person).withStatus(Person.Status.valueOf(status.toUpperCase(Locale.ROOT))));
  }

  /**
   * Changes something of the app.
   *
   * @param field {@code secret}, {@code enabled}, {@code trustedDomain}, {@code bot} (whether it
   *     has one), {@code scopes} (those granted), {@code contactRange} (departments; 0 is the whole
   *     company) or {@code people} (those of the range who are named one by one)
   * @param value its value; lists with blanks or commas between
   */
  @Override
  public void changeApp(String field, String value) {
    World world = state.world();
    World.App app = world.app();
    switch (field) {
      case "secret" -> world.app(app.withSecret(value));
      case "enabled" -> world.app(app.withSwitches(Boolean.parseBoolean(value), app.bot()));
      case "bot" -> world.app(app.withSwitches(app.enabled(), Boolean.parseBoolean(value)));
      case "trustedDomain" -> trustDomain(value);
      case "scopes" -> world.app(app.granted(Set.copyOf(words(value))));
      case "people" -> world.name(words(value));
      case "contactRange" -> world.app(app.seeing(words(value)));
      default -> throw new IllegalArgumentException("The app has no " + field);
    }
  }

  /**
   * Takes permissions away.
   *
   * @param scopes their names
   */
  public void revokeScopes(String... scopes) {
    Set<String> left = new HashSet<>(state.world().app().scopes());
    Arrays.asList(scopes).forEach(left::remove);
    state.world().app(state.world().app().granted(left));
  }

  @Override
  public String code(String person, Map<String, String> wishes) {
    require(person);
    return state
        .grants()
        .code(
            person,
            Optional.ofNullable(wishes.get("redirectUri")),
            Optional.ofNullable(wishes.get("codeChallenge"))
                .map(text -> new Grants.Challenge(text, true)));
  }

  @Override
  public void trustDomain(String domain) {
    state.trustDomain(domain);
  }

  @Override
  public void revokeTokens() {
    state.grants().revokeTokens();
  }

  @Override
  public void expireTokens() {
    state.grants().expireTokens();
  }

  @Override
  public void reset() {
    state.reset();
  }

  @Override
  public Set<Happening> happenings() {
    return EnumSet.allOf(Happening.class);
  }

  @Override
  public PushedRequest push(Happening what, String subject) {
    return pushes.of(what, subject);
  }

  /**
   * The departments that the app may read about, the company itself among them where it may read
   * about all.
   *
   * @return by open id, the one above it; empty for the company itself
   */
  public Map<String, Optional<String>> departments() {
    World world = state.world();
    Map<String, Optional<String>> seen = new LinkedHashMap<>();
    if (world.sees(World.ROOT)) {
      seen.put(World.ROOT, Optional.empty());
    }
    world.below(World.ROOT).stream()
        .filter(department -> world.sees(department.openDepartmentId()))
        .forEach(it -> seen.put(it.openDepartmentId(), Optional.of(it.parentId())));
    return seen;
  }

  /**
   * The people directly in a department whom the app may read about.
   *
   * @param department its open id
   * @return their user ids
   */
  public Set<String> peopleOf(String department) {
    Set<String> ids = new LinkedHashSet<>();
    state.world().directlyIn(department).forEach(person -> ids.add(person.id()));
    return ids;
  }

  /**
   * Has a call answer an error code.
   *
   * @param call the call, such as {@code contact/users}
   * @param code the code
   * @param times how many times; 0 for ever
   */
  public void errcode(String call, int code, int times) {
    state.faults().add(call, Fault.Kind.ERRCODE, Integer.toString(code), times);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[ ,]+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private Person require(String id) {
    return state
        .world()
        .person(id)
        .orElseThrow(() -> new IllegalArgumentException("There is nobody called " + id));
  }
}
