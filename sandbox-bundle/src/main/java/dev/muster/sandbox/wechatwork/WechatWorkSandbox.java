package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.PlatformState;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.sandbox.common.WebhookCall;
import dev.muster.sandbox.common.Words;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Enterprise WeChat, simulated: the server API below {@code /cgi-bin}, and the sign-in pages where
 * the platform has them.
 */
public final class WechatWorkSandbox extends SimulatedPlatform<World> {
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
    super("wechatwork", NAME, "secret", () -> new World(clock));
    this.api = new ServerApi(state(), clock);
    this.pages = new SignInPages(state());
    this.webhooks = new Webhooks(state(), clock);
  }

  @Override
  protected SandboxResponse answer(SandboxRequest request) {
    String path = request.path();
    return path.startsWith(API)
        ? api.handle(path.substring(API.length()), request)
        : pages.handle(request);
  }

  /** {@return the company's id} */
  public String corpId() {
    return world().app().corpId();
  }

  /**
   * Changes whom the app is for.
   *
   * @param departments ids of departments; 1 is the whole company
   */
  public void showAppTo(List<Integer> departments) {
    changeApp(
        "visibleDepartments",
        departments.stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  /** {@return the departments that the app sees: by id, the one above it; 0 for the root} */
  public Map<Integer, Integer> visibleDepartments() {
    Map<Integer, Integer> parents = new LinkedHashMap<>();
    world().visibleDepartments().forEach(it -> parents.put(it.id(), it.parentId()));
    return parents;
  }

  /**
   * The people whom the app sees directly in a department.
   *
   * @param department its id
   * @return their ids
   */
  public List<String> visiblePeople(int department) {
    return world().visiblePeople(department).map(Person::id).toList();
  }

  @Override
  public String code(String person, Map<String, String> wishes) {
    return code(
        person,
        Optional.ofNullable(wishes.get("redirectUri")).flatMap(PlatformState::domain),
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
    world().require(person);
    return world().codes.issue(new World.Code(person, domain, consent));
  }

  @Override
  public Set<Happening> happenings() {
    return EnumSet.allOf(Happening.class);
  }

  @Override
  public WebhookCall webhook(Happening what, String subject) {
    return webhooks.write(what, subject);
  }
}
