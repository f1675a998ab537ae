package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.BasePlatform;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.PhonePage;
import dev.muster.sandbox.common.WebhookCall;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * DingTalk, simulated: both server APIs, the sign-in page, and the script library of its client, at
 * one address.
 */
public final class DingTalkSandbox extends BasePlatform<Person, State> {
  static final Words NAME = new Words("DingTalk", "钉钉");

  private final OldApi oldApi;
  private final NewApi newApi;
  private final SignInPages pages;
  private final InClient client;
  private final Webhooks webhooks;

  /**
   * Makes a company in its first state.
   *
   * @param clock what tokens and codes age by
   */
  public DingTalkSandbox(Clock clock) {
    super("dingtalk", NAME, Presets.ALL, new State(clock));
    this.oldApi = new OldApi(state());
    this.newApi = new NewApi(state());
    this.pages = new SignInPages(state());
    this.client = new InClient(state());
    this.webhooks = new Webhooks(state(), clock);
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
          new PhonePage(NAME, state().world().company().name(), state().world().app().name())
              .problem(request, 404, "", new Words("There is no such page.", "页面不存在。"));
    };
  }

  /**
   * The company's id.
   *
   * @return the id
   */
  public String corpId() {
    return state().world().company().corpId();
  }

  @Override
  public Map<String, String> binding() {
    World.App app = state().world().app();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("corpId", corpId());
    fields.put("clientId", app.clientId());
    fields.put("clientSecret", app.secret());
    fields.put("callbackToken", app.callbackToken());
    fields.put("callbackAesKey", app.callbackAesKey());
    return fields;
  }

  @Override
  public Map<String, Words> statuses() {
    return labels(
        Person.ACTIVE,
        "active",
        "已激活",
        Person.NOT_ACTIVATED,
        "not activated",
        "未激活",
        Person.LEFT,
        "left",
        "已离职");
  }

  @Override
  protected Optional<String> statusOf(Person person) {
    return Optional.of(person).filter(it -> it.kind() == Person.Kind.EMPLOYEE).map(Person::status);
  }

  @Override
  protected Person withStatus(Person person, String status) {
    return person.withStatus(status);
  }

  /**
   * Also {@code oldClient} (whether people's clients are old), {@code departments} (ids of those
   * that the app may read about) and {@code permissions}.
   */
  @Override
  protected boolean change(String field, String value) {
    World.App app = state().world().app();
    switch (field) {
      case "secret" -> state().world().app(app.withSecret(value));
      case "enabled" ->
          state().world().app(app.withSwitches(Boolean.parseBoolean(value), app.oldClient()));
      case "oldClient" ->
          state().world().app(app.withSwitches(app.enabled(), Boolean.parseBoolean(value)));
      case "departments" ->
          state()
              .world()
              .app(
                  app.with(
                      words(value).stream().map(BasePlatform::number).toList(), app.permissions()));
      case "permissions" -> state().world().app(app.with(app.departments(), words(value)));
      default -> {
        return false;
      }
    }
    return true;
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
      return state().grants().codesOfClients().issue(who.id(), Grants.CODE_LIFE);
    }
    Optional<String> company =
        "openid".equals(wishes.get("scope")) ? Optional.empty() : state().companyOf(who);
    return state()
        .grants()
        .codesOfAccounts()
        .issue(new Grants.Account(who.id(), company), Grants.CODE_LIFE);
  }

  @Override
  public Set<Happening> happenings() {
    return webhooks.known();
  }

  @Override
  public WebhookCall webhook(Happening what, String subject) {
    return webhooks.write(what, subject);
  }
}
