package dev.muster.sandbox.common;

import dev.muster.sandbox.Forms;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What sign-in pages are made of: who scans, whose phone it is, what they agree to, and the way
 * back. The parameter {@code scan_as} names somebody who scans at once, for whoever has no eyes;
 * the platforms themselves have nothing like it.
 *
 * @param <P> somebody
 * @param <W> the world
 */
public abstract class BasePages<P extends Someone, W extends BaseWorld<P, ?>> {
  /** Somebody who scans at once. */
  protected static final String SCAN_AS = "scan_as";

  private final PlatformState<W> state;
  private final PhonePage phone;
  private final String cookie;
  private final List<String> kept;
  private final Map<String, String> declined;

  /**
   * Pages of one platform.
   *
   * @param platform what the platform is called
   * @param state what can change of it
   * @param cookie the cookie that remembers whose phone it is
   * @param kept the parameters that travel with the form
   * @param declined what the application hears of somebody who declines, beside its state
   */
  protected BasePages(
      Words platform,
      PlatformState<W> state,
      String cookie,
      List<String> kept,
      Map<String, String> declined) {
    this.state = state;
    this.phone = new PhonePage(platform, state.world().company(), state.world().appName());
    this.cookie = cookie;
    this.kept = kept;
    this.declined = declined;
  }

  /**
   * Something that a person may hand over.
   *
   * @param name its name in the form
   * @param label what people read
   * @param value what it is; left out if it is empty
   */
  public record Item(String name, Words label, String value) {}

  /** {@return what can change of the platform} */
  protected final PlatformState<W> state() {
    return state;
  }

  /** {@return the world as it stands} */
  protected final W world() {
    return state.world();
  }

  /**
   * Tells of a path that is no page.
   *
   * @param request what asked for it
   * @return the page
   */
  public final SandboxResponse noPage(SandboxRequest request) {
    return phone.problem(request, 404, "", new Words("There is no such page.", "页面不存在。"));
  }

  /**
   * Tells of something that the platform does not do.
   *
   * @param request what asked for it
   * @param status the HTTP status
   * @param code the platform's error code, or empty
   * @param en what people read, in English
   * @param zh the same in Chinese
   * @return the page
   */
  protected final SandboxResponse problem(
      SandboxRequest request, int status, String code, String en, String zh) {
    return phone.problem(request, status, code, new Words(en, zh));
  }

  /**
   * Tells what is wrong with the address of the page.
   *
   * @param request what asked for it
   * @param code the platform's error code, or empty
   * @param en what people read, in English
   * @param zh the same in Chinese
   * @return the page
   */
  protected final Optional<SandboxResponse> wrong(
      SandboxRequest request, String code, String en, String zh) {
    return Optional.of(problem(request, 200, code, en, zh));
  }

  /**
   * Whether people may be sent back there.
   *
   * @param address what somebody asked for
   * @return true if it is a web address of the trusted domain
   */
  protected final boolean trusts(String address) {
    return PlatformState.domain(address).filter(state::trusts).isPresent();
  }

  /**
   * Who scans at once.
   *
   * @param request what asks for the page
   * @return the person, or empty if nobody does
   */
  protected final Optional<P> scanner(SandboxRequest request) {
    return request.query(SCAN_AS).flatMap(world()::person);
  }

  /**
   * Whose phone it is.
   *
   * @param request what asks for the page
   * @return the person, or empty if they did not choose yet
   */
  protected final Optional<P> owner(SandboxRequest request) {
    return request.cookie(cookie).flatMap(world()::person);
  }

  /**
   * Makes the phone somebody's from now on.
   *
   * @param person the person
   * @param response the answer to their choice
   * @return the answer that their browser remembers
   */
  protected final SandboxResponse remembering(P person, SandboxResponse response) {
    return response.with(
        "Set-Cookie", cookie + "=" + person.id() + "; Path=/; HttpOnly; SameSite=Lax");
  }

  /**
   * Asks who scans, or whose phone it is. The form comes back by POST with {@code person}, or with
   * {@code decline}.
   *
   * @param request what asks for it
   * @param desktop whether a code is shown to be scanned
   * @return the page
   */
  protected final SandboxResponse choose(SandboxRequest request, boolean desktop) {
    return phone.choose(request, world().people(), kept(request), desktop);
  }

  /**
   * Asks what is handed over. The form comes back by POST with {@code person} and {@code consent}
   * and the names of the items that stayed ticked, or with {@code decline}.
   *
   * @param request what asks for it
   * @param person who is asked
   * @param items what they may hand over
   * @return the page
   */
  protected final SandboxResponse consent(SandboxRequest request, P person, List<Item> items) {
    return phone.consent(request, kept(request), person, items);
  }

  /**
   * Goes on from a form that came back.
   *
   * @param request the form
   * @param then what becomes of whom they chose
   * @return the answer
   */
  protected final SandboxResponse answered(
      SandboxRequest request, Function<P, SandboxResponse> then) {
    Map<String, String> form = request.asked();
    return form.containsKey("decline")
        ? sendBack(form, declined)
        : goOnAs(request, form.getOrDefault("person", ""), then);
  }

  /**
   * Goes on as somebody.
   *
   * @param request what asks for it
   * @param person their id
   * @param then what becomes of them
   * @return the answer, which says so if there is nobody of that id
   */
  protected final SandboxResponse goOnAs(
      SandboxRequest request, String person, Function<P, SandboxResponse> then) {
    return world()
        .person(person)
        .map(then)
        .orElseGet(() -> problem(request, 400, "", "There is nobody of that name.", "没有该成员。"));
  }

  /**
   * Sends somebody back to the application, with its state.
   *
   * @param asked what the page was asked
   * @param result what the application hears
   * @return the redirect
   */
  protected static SandboxResponse sendBack(Map<String, String> asked, Map<String, String> result) {
    Map<String, String> heard = new LinkedHashMap<>(result);
    heard.put("state", asked.getOrDefault("state", ""));
    return SandboxResponse.redirect(Forms.append(asked.getOrDefault("redirect_uri", ""), heard));
  }

  private Map<String, String> kept(SandboxRequest request) {
    Map<String, String> travelling = new LinkedHashMap<>();
    for (String name : kept) {
      String value = request.asked().get(name);
      if (value != null) {
        travelling.put(name, value);
      }
    }
    return travelling;
  }
}
