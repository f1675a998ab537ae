package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.BasePlatform;
import dev.muster.sandbox.common.Fault;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.Preset;
import dev.muster.sandbox.common.WebhookCall;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Enterprise WeChat, simulated: the server API below {@code /cgi-bin}, and the sign-in pages where
 * the platform has them.
 */
public final class WechatWorkSandbox extends BasePlatform<Person, State> {
  static final Words NAME = new Words("Enterprise WeChat", "企业微信");

  private static final String API = "/cgi-bin/";

  private final ServerApi api;
  private final SignInPages pages;
  private final Webhooks webhooks;

  /**
   * Makes a company in its first state.
   *
   * @param clock what tokens and codes age by
   */
  public WechatWorkSandbox(Clock clock) {
    super("wechatwork", NAME, Presets.ALL, new State(clock));
    this.api = new ServerApi(state());
    this.pages = new SignInPages(state());
    this.webhooks = new Webhooks(state(), clock);
  }

  @Override
  public SandboxResponse handle(SandboxRequest request) {
    String path = request.path();
    return path.startsWith(API)
        ? api.handle(path.substring(API.length()), request)
        : pages.handle(request);
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
    fields.put("agentId", app.agentId());
    fields.put("secret", app.secret());
    fields.put("addressBookSecret", app.addressBookSecret());
    fields.put("callbackToken", app.callbackToken());
    fields.put("callbackAesKey", app.callbackAesKey());
    return fields;
  }

  @Override
  public Map<String, Words> statuses() {
    return labels(
        "1",
        "active",
        "已激活",
        "2",
        "disabled",
        "已禁用",
        "4",
        "not activated",
        "未激活",
        "5",
        "left",
        "已退出");
  }

  @Override
  protected Optional<String> statusOf(Person person) {
    return Optional.of(person).filter(Person::listed).map(it -> Integer.toString(it.status()));
  }

  @Override
  protected Person withStatus(Person person, String status) {
    return person.withStatus(Integer.parseInt(status));
  }

  /**
   * Changes somebody's status in the address book.
   *
   * @param person the person's id
   * @param status 1 active, 2 disabled, 4 not activated, 5 left
   * @throws IllegalArgumentException if there is nobody of that id
   */
  public void changeStatus(String person, int status) {
    changeStatus(person, Integer.toString(status));
  }

  /** Also {@code visibleDepartments} (ids of those that the app is for). */
  @Override
  protected boolean change(String field, String value) {
    switch (field) {
      case "secret" -> changeSecret(value);
      case "enabled" -> enableApp(Boolean.parseBoolean(value));
      case "visibleDepartments" ->
          showAppTo(words(value).stream().map(id -> (int) number(id)).toList());
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Resets the app's secret, as an administrator does in the console.
   *
   * @param secret the new one
   */
  public void changeSecret(String secret) {
    state().world().app(state().world().app().withSecret(secret));
  }

  /**
   * Switches the app on or off.
   *
   * @param enabled whether it is on
   */
  public void enableApp(boolean enabled) {
    state().world().app(state().world().app().withEnabled(enabled));
  }

  /**
   * Changes whom the app is for.
   *
   * @param departments ids of departments; 1 is the whole company
   */
  public void showAppTo(List<Integer> departments) {
    state().world().app(state().world().app().visibleTo(departments));
  }

  /**
   * The departments that the app sees.
   *
   * @return by id, the one above it; 0 for the root
   */
  public Map<Integer, Integer> visibleDepartments() {
    Map<Integer, Integer> parents = new LinkedHashMap<>();
    state().world().visibleDepartments().forEach(it -> parents.put(it.id(), it.parentId()));
    return parents;
  }

  /**
   * The people whom the app sees directly in a department.
   *
   * @param department its id
   * @return their ids
   */
  public List<String> visiblePeople(int department) {
    return people().stream()
        .filter(
            it -> it.listed() && state().world().sees(it) && it.departments().contains(department))
        .map(Person::id)
        .toList();
  }

  @Override
  public String code(String person, Map<String, String> wishes) {
    return code(
        person,
        Optional.ofNullable(wishes.get("redirectUri")).flatMap(State::domain),
        Optional.ofNullable(wishes.get("consent")).map(text -> Set.of(text.split("[ ,]+", -1))));
  }

  /**
   * Makes a code as if somebody had come in.
   *
   * @param person the person's id
   * @param domain the domain that the code is sent to; empty for the mobile SDK
   * @param consent the private fields ({@code mobile}, {@code biz_mail}, {@code email}) they agree
   *     to hand over; empty where they are not asked
   * @return the code
   * @throws IllegalArgumentException if there is nobody of that id
   */
  public String code(String person, Optional<String> domain, Optional<Set<String>> consent) {
    require(person);
    return state()
        .grants()
        .codes()
        .issue(new Grants.Code(person, domain, consent), Grants.CODE_LIFE);
  }

  @Override
  public Set<Happening> happenings() {
    return Webhooks.known();
  }

  @Override
  public WebhookCall webhook(Happening what, String subject) {
    return webhooks.write(what, subject);
  }

  /**
   * Switches a fault on for one call.
   *
   * @param preset its name, such as {@code rate-limited}
   * @param times how many times it strikes; 0 for ever
   * @param call the call, such as {@code user/get}; empty for what the preset usually strikes
   * @throws IllegalArgumentException if there is none of that name
   */
  public void fault(String preset, int times, Optional<String> call) {
    Preset it = preset(preset);
    faults().add(call.orElse(it.call()), it.kind(), it.number(), times);
  }

  /**
   * Has a call answer an error code.
   *
   * @param call the call, such as {@code user/get}
   * @param errcode the code
   * @param times how many times; 0 for ever
   */
  public void errcode(String call, int errcode, int times) {
    faults().add(call, Fault.Kind.ERRCODE, Integer.toString(errcode), times);
  }

  /** Switches all faults off. */
  public void clearFaults() {
    faults().clear();
  }
}
