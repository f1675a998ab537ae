package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.Counters;
import dev.muster.sandbox.common.Faults;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.PhonePage;
import dev.muster.sandbox.common.Preset;
import dev.muster.sandbox.common.PushedRequest;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * DingTalk, simulated: both server APIs, the sign-in page, and the script library of its client, at
 * one address.
 */
public final class DingTalkSandbox implements SimulatedPlatform {
  static final Words NAME = new Words("DingTalk", "钉钉");

  private final State state;
  private final OldApi oldApi;
  private final NewApi newApi;
  private final SignInPages pages;
  private final InClient client;
  private final Pushes pushes;

  /**
   * Makes a company in its first state.
   *
   * @param clock what tokens and codes age by
   */
  public DingTalkSandbox(Clock clock) {
    this.state = new State(clock);
    this.oldApi = new OldApi(state);
    this.newApi = new NewApi(state);
    this.pages = new SignInPages(state);
    this.client = new InClient(state);
    this.pushes = new Pushes(state, clock);
  }

  @Override
  public SandboxResponse handle(SandboxRequest request) {
    String call = request.path().substring(1);
    if (OldApi.has(call)) {
      return oldApi.handle(call, request);
    }
    Optional<String> name = NewApi.name(call);
    if (name.isPresent()) {
      return newApi.handle(name.get(), call, request);
    }
    return switch (request.path()) {
      case SignInPages.LOGIN -> pages.handle(request);
      case InClient.LIBRARY -> client.library(request);
      case InClient.PHONE -> client.phone(request);
      default ->
          new PhonePage(NAME, state.world().company().name(), state.world().app().name())
              .problem(request, 404, "", new Words("There is no such page.", "页面不存在。"));
    };
  }

  @Override
  public String id() {
    return "dingtalk";
  }

  @Override
  public Words name() {
    return NAME;
  }

  /**
   * The company's id.
   *
   * @return the id
   */
  public String corpId() {
    return state.world().company().corpId();
  }

  @Override
  public Map<String, String> binding() {
    World.App app = state.world().app();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("corpId", corpId());
    fields.put("clientId", app.clientId());
    fields.put("clientSecret", app.secret());
    fields.put("callbackToken", app.callbackToken());
    fields.put("callbackAesKey", app.callbackAesKey());
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
    labels.put(Person.ACTIVE, new Words("active", "已激活"));
    labels.put(Person.NOT_ACTIVATED, new Words("not activated", "未激活"));
    labels.put(Person.LEFT, new Words("left", "已离职"));
    return labels;
  }

  @Override
  public Optional<String> status(String person) {
    return state
        .world()
        .person(person)
        .filter(it -> it.kind() == Person.Kind.EMPLOYEE)
        .map(Person::status);
  }

  @Override
  public void changeStatus(String person, String status) {
    if (!statuses().containsKey(status)) {
      throw new IllegalArgumentException(
          status + " is no status; there are " + statuses().keySet());
    }
    state.world().put(require(person).withStatus(status));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Also {@code oldClient} (whether people's clients are old), {@code departments} and {@code
   * people} (ids of those that the app may read about) and {@code permissions}.
   */
  @Override
  public void changeApp(String field, String value) {
    World.App app = state.world().app();
    switch (field) {
      case "secret" -> state.world().app(app.withSecret(value));
      case "enabled" ->
          state.world().app(app.withSwitches(Boolean.parseBoolean(value), app.oldClient()));
      case "oldClient" ->
          state.world().app(app.withSwitches(app.enabled(), Boolean.parseBoolean(value)));
      case "trustedDomain" -> trustDomain(value);
      case "departments" ->
          state
              .world()
              .app(
                  app.with(
                      words(value).stream().map(DingTalkSandbox::number).toList(),
                      app.permissions()));
      case "people" -> state.world().name(words(value));
      case "permissions" -> state.world().app(app.with(app.departments(), words(value)));
      default -> throw new IllegalArgumentException("The app has no " + field);
    }
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[ ,]+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " is no number", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @param wishes {@code kind}: {@code client} for a code that a page inside the client gets, else
   *     one of the sign-in page; {@code scope}: {@code openid} for one that tells no company
   */
  @Override
  public String code(String person, Map<String, String> wishes) {
    Person who = require(person);
    if ("client".equals(wishes.get("kind"))) {
      return state.grants().codesOfClients().issue(who.id(), Grants.CODE_LIFE);
    }
    Optional<String> company =
        "openid".equals(wishes.get("scope")) ? Optional.empty() : state.companyOf(who);
    return state
        .grants()
        .codesOfAccounts()
        .issue(new Grants.Account(who.id(), company), Grants.CODE_LIFE);
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
    return pushes.known();
  }

  @Override
  public PushedRequest push(Happening what, String subject) {
    return pushes.write(what, subject);
  }

  private Person require(String id) {
    return state
        .world()
        .person(id)
        .orElseThrow(() -> new IllegalArgumentException("There is nobody called " + id));
  }
}
