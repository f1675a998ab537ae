package dev.muster.sandbox.lark;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.BasePlatform;
import dev.muster.sandbox.common.Fault;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.WebhookCall;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lark and Feishu, simulated: the server API below {@code /open-apis}, the sign-in page where the
 * platform has it, and the events.
 */
public final class LarkSandbox extends BasePlatform<Person, State> {
  static final Words NAME = new Words("Lark", "飞书");

  private final ServerApi api;
  private final SignInPage page;
  private final Webhooks webhooks;

  /**
   * Makes a company in its first state.
   *
   * @param clock what tokens and codes age by
   */
  public LarkSandbox(Clock clock) {
    super("lark", NAME, Presets.ALL, new State(clock));
    this.api = new ServerApi(state());
    this.page = new SignInPage(state());
    this.webhooks = new Webhooks(state());
  }

  @Override
  public SandboxResponse handle(SandboxRequest request) {
    String path = request.path();
    return ServerApi.serves(path) && !SignInPage.serves(path)
        ? api.handle(request)
        : page.handle(request);
  }

  /**
   * The company's key.
   *
   * @return the key
   */
  public String tenantKey() {
    return state().world().company().tenantKey();
  }

  @Override
  public Map<String, String> binding() {
    World.App app = state().world().app();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("cloud", app.cloud());
    fields.put("appId", app.appId());
    fields.put("appSecret", app.appSecret());
    fields.put("encryptKey", app.encryptKey());
    fields.put("verificationToken", app.verificationToken());
    return fields;
  }

  @Override
  public Map<String, Words> statuses() {
    return labels(
        "active",
        "active",
        "正常",
        "frozen",
        "frozen",
        "已暂停",
        "resigned",
        "left",
        "已离职",
        "exited",
        "left by themselves",
        "已主动退出",
        "unjoined",
        "not joined yet",
        "未加入");
  }

  @Override
  protected Optional<String> statusOf(Person person) {
    return Optional.of(person)
        .filter(Person::listed)
        .map(it -> it.status().name().toLowerCase(Locale.ROOT));
  }

  @Override
  protected Person withStatus(Person person, String status) {
    return person.withStatus(Person.Status.valueOf(status.toUpperCase(Locale.ROOT)));
  }

  /**
   * Also {@code bot} (whether it has one), {@code scopes} (those granted) and {@code contactRange}
   * (departments; 0 is the whole company).
   */
  @Override
  protected boolean change(String field, String value) {
    World world = state().world();
    World.App app = world.app();
    switch (field) {
      case "secret" -> world.app(app.withSecret(value));
      case "enabled" -> world.app(app.withSwitches(Boolean.parseBoolean(value), app.bot()));
      case "bot" -> world.app(app.withSwitches(app.enabled(), Boolean.parseBoolean(value)));
      case "scopes" -> world.app(app.granted(Set.copyOf(words(value))));
      case "contactRange" -> world.app(app.seeing(words(value)));
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes permissions away.
   *
   * @param scopes their names
   */
  public void revokeScopes(String... scopes) {
    Set<String> left = new HashSet<>(state().world().app().scopes());
    Arrays.asList(scopes).forEach(left::remove);
    state().world().app(state().world().app().granted(left));
  }

  @Override
  public String code(String person, Map<String, String> wishes) {
    require(person);
    return state()
        .grants()
        .code(
            person,
            Optional.ofNullable(wishes.get("redirectUri")),
            Optional.ofNullable(wishes.get("codeChallenge"))
                .map(text -> new Grants.Challenge(text, true)));
  }

  @Override
  public Set<Happening> happenings() {
    return EnumSet.allOf(Happening.class);
  }

  @Override
  public WebhookCall webhook(Happening what, String subject) {
    return webhooks.of(what, subject);
  }

  /**
   * The departments that the app may read about, the company itself among them where it may read
   * about all.
   *
   * @return by open id, the one above it; empty for the company itself
   */
  public Map<String, Optional<String>> departments() {
    World world = state().world();
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
    state().world().directlyIn(department).forEach(person -> ids.add(person.id()));
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
    faults().add(call, Fault.Kind.ERRCODE, Integer.toString(code), times);
  }
}
