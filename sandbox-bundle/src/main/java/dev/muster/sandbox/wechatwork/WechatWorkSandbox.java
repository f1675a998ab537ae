package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.SandboxHandler;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Enterprise WeChat, simulated: the server API below {@code /cgi-bin}, the sign-in pages where the
 * platform has them, and {@code /control} for whoever plays with it. The methods are the same
 * controls for a test in the same process.
 */
public final class WechatWorkSandbox implements SandboxHandler {
  private static final String API = "/cgi-bin/";
  private static final String CONTROL = "/control";

  private final State state;
  private final ServerApi api;
  private final SignInPages pages;
  private final Control control;

  /**
   * Makes a company in its first state.
   *
   * @param clock what tokens and codes age by
   */
  public WechatWorkSandbox(Clock clock) {
    this.state = new State(clock);
    this.api = new ServerApi(state);
    this.pages = new SignInPages(state);
    this.control = new Control(state, this);
  }

  @Override
  public SandboxResponse handle(SandboxRequest request) {
    String path = request.path();
    if (path.startsWith(API)) {
      return api.handle(path.substring(API.length()), request);
    }
    if (path.equals(CONTROL) || path.startsWith(CONTROL + "/")) {
      return control.handle(request.below(CONTROL));
    }
    if (path.equals("/style.css")) {
      return Html.style();
    }
    return pages.handle(request);
  }

  /**
   * The company's id.
   *
   * @return the id
   */
  public String corpId() {
    return state.world().company().corpId();
  }

  /**
   * The fields of the mobile app that binds it, secrets among them, by the names of the management
   * API.
   *
   * @return values by name
   */
  public Map<String, String> binding() {
    World.App app = state.world().app();
    return Map.of(
        "corpId",
        corpId(),
        "agentId",
        app.agentId(),
        "secret",
        app.secret(),
        "addressBookSecret",
        app.addressBookSecret());
  }

  /**
   * Sets the domain that the app trusts.
   *
   * @param domain host, and port where it is not the usual one; empty to trust any
   */
  public void trustDomain(String domain) {
    state.trustDomain(domain);
  }

  /** Puts everything back but the trusted domain. Tokens and codes are forgotten. */
  public void reset() {
    state.reset();
  }

  /**
   * Switches a fault on.
   *
   * @param preset its name, such as {@code rate-limited}
   * @param times how many times it strikes; 0 for ever
   * @throws IllegalArgumentException if there is none of that name
   */
  public void fault(String preset, int times) {
    fault(preset, times, Optional.empty());
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
    Preset it =
        Preset.of(preset)
            .orElseThrow(() -> new IllegalArgumentException("There is no fault " + preset));
    state.faults().add(call.orElse(it.call()), it.kind(), it.number(), times);
  }

  /**
   * Has a call answer an error code.
   *
   * @param call the call, such as {@code user/get}
   * @param errcode the code
   * @param times how many times; 0 for ever
   */
  public void errcode(String call, int errcode, int times) {
    state.faults().add(call, Fault.Kind.ERRCODE, errcode, times);
  }

  /** Switches all faults off. */
  public void clearFaults() {
    state.faults().clear();
  }

  /**
   * How often a call was made, failed ones counted.
   *
   * @param call the call, such as {@code gettoken}
   * @return the number since the last reset
   */
  public long calls(String call) {
    return state.counters().all().getOrDefault(call, 0L);
  }

  /** Counts from zero. */
  public void resetCounters() {
    state.counters().clear();
  }

  /** Makes every access token invalid: error 40014. */
  public void revokeTokens() {
    state.grants().tokens().clear();
  }

  /** Lets every access token expire: error 42001. */
  public void expireTokens() {
    state.grants().tokens().expireAll();
  }

  /**
   * Resets the app's secret, as an administrator does in the console.
   *
   * @param secret the new one
   */
  public void changeSecret(String secret) {
    state.world().app(state.world().app().withSecret(secret));
  }

  /**
   * Switches the app on or off.
   *
   * @param enabled whether it is on
   */
  public void enableApp(boolean enabled) {
    state.world().app(state.world().app().withEnabled(enabled));
  }

  /**
   * Changes whom the app is for.
   *
   * @param departments ids of departments; 1 is the whole company
   */
  public void showAppTo(List<Integer> departments) {
    state.world().app(state.world().app().visibleTo(departments));
  }

  /**
   * Changes somebody's status in the address book.
   *
   * @param person the person's id
   * @param status 1 active, 2 disabled, 4 not activated, 5 left
   * @throws IllegalArgumentException if there is nobody of that id
   */
  public void changeStatus(String person, int status) {
    state.world().put(require(person).withStatus(status));
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
    return state.grants().codes().issue(new Grants.Code(person, domain, consent), Grants.CODE_LIFE);
  }

  private Person require(String id) {
    return state
        .world()
        .person(id)
        .orElseThrow(() -> new IllegalArgumentException("There is nobody called " + id));
  }
}
