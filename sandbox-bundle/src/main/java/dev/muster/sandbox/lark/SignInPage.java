package dev.muster.sandbox.lark;

import dev.muster.sandbox.Forms;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.PhonePage;
import dev.muster.sandbox.common.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The sign-in page: a code to scan and a click to agree in a browser, silent in the platform's own
 * client. The parameter {@code scan_as} names somebody who scans and agrees at once, for whoever
 * has no eyes; the platform itself has nothing like it.
 */
final class SignInPage {
  private static final String AUTHORIZE = "/open-apis/authen/v1/authorize";
  private static final String SCAN_AS = "scan_as";
  private static final String PHONE_COOKIE = "sandbox_lark_phone";
  private static final List<String> KEPT =
      List.of(
          "client_id",
          "response_type",
          "redirect_uri",
          "state",
          "scope",
          "code_challenge",
          "code_challenge_method");
  private static final Words NOBODY = new Words("There is nobody of that name.", "没有该成员。");

  private final State state;
  private final PhonePage phone;

  SignInPage(State state) {
    this.state = state;
    this.phone =
        new PhonePage(LarkSandbox.NAME, state.world().company().name(), state.world().app().name());
  }

  static boolean serves(String path) {
    return path.equals(AUTHORIZE);
  }

  SandboxResponse handle(SandboxRequest request) {
    if (!serves(request.path())) {
      return phone.problem(request, 404, "", new Words("There is no such page.", "页面不存在。"));
    }
    boolean post = request.method().equals("POST");
    Map<String, String> asked = post ? request.form() : request.query();
    Optional<SandboxResponse> problem = problem(request, asked);
    if (problem.isPresent()) {
      return problem.get();
    }
    return post ? answered(request, asked) : authorize(request, asked);
  }

  private SandboxResponse authorize(SandboxRequest request, Map<String, String> asked) {
    Optional<Person> scanner = request.query(SCAN_AS).flatMap(state.world()::person);
    if (scanner.isPresent()) {
      return sendBack(asked, scanner.get());
    }
    if (!inClient(request)) {
      return phone.choose(request, state.world().people(), keep(asked), true);
    }
    return request
        .cookie(PHONE_COOKIE)
        .flatMap(state.world()::person)
        .map(person -> sendBack(asked, person))
        .orElseGet(() -> phone.choose(request, state.world().people(), keep(asked), false));
  }

  private SandboxResponse answered(SandboxRequest request, Map<String, String> form) {
    if (form.containsKey("decline")) {
      return SandboxResponse.redirect(address(form, Map.of("error", "access_denied")));
    }
    Optional<Person> person = state.world().person(form.getOrDefault("person", ""));
    if (person.isEmpty()) {
      return phone.problem(request, 400, "", NOBODY);
    }
    if (inClient(request)) {
      // From now on this phone is theirs.
      return sendBack(form, person.get())
          .with(
              "Set-Cookie",
              PHONE_COOKIE + "=" + person.get().id() + "; Path=/; HttpOnly; SameSite=Lax");
    }
    return form.containsKey("consent")
        ? sendBack(form, person.get())
        : phone.consent(request, keep(form), person.get(), items(person.get()));
  }

  private static List<PhonePage.Item> items(Person person) {
    return List.of(
        new PhonePage.Item(
            "profile",
            new Words("Name and picture", "姓名和头像"),
            person.name().en() + " " + person.name().zh()));
  }

  private static boolean inClient(SandboxRequest request) {
    return request.header("User-Agent").orElse("").toLowerCase(Locale.ROOT).contains("lark/");
  }

  private Optional<SandboxResponse> problem(SandboxRequest request, Map<String, String> asked) {
    World.App app = state.world().app();
    if (!"code".equals(asked.get("response_type"))) {
      return wrong(
          request, "20001", new Words("response_type has to be code", "response_type 应为 code"));
    }
    if (!app.appId().equals(asked.get("client_id"))) {
      return wrong(request, "20048", new Words("There is no such app.", "应用不存在。"));
    }
    if (!app.enabled()) {
      return wrong(request, "20069", new Words("The app is not enabled.", "应用未启用。"));
    }
    Optional<String> domain = State.domain(asked.getOrDefault("redirect_uri", ""));
    if (domain.filter(state::trusts).isEmpty()) {
      return wrong(
          request,
          "20029",
          new Words(
              "redirect_uri is not among the app's redirect URLs.", "重定向 URL 有误，请检查应用的安全设置。"));
    }
    for (String scope : asked.getOrDefault("scope", "").split(" ", -1)) {
      boolean open = scope.isEmpty() || scope.equals("offline_access");
      if (!open && !app.scopes().contains(scope)) {
        return wrong(
            request, "20027", new Words("The app lacks " + scope + ".", "应用未开通 " + scope + "。"));
      }
    }
    return Optional.empty();
  }

  private Optional<SandboxResponse> wrong(SandboxRequest request, String code, Words text) {
    return Optional.of(phone.problem(request, 200, code, text));
  }

  private SandboxResponse sendBack(Map<String, String> asked, Person person) {
    Optional<Grants.Challenge> challenge =
        Optional.ofNullable(asked.get("code_challenge"))
            .filter(text -> !text.isEmpty())
            .map(
                text ->
                    new Grants.Challenge(text, "S256".equals(asked.get("code_challenge_method"))));
    String code =
        state.grants().code(person.id(), Optional.ofNullable(asked.get("redirect_uri")), challenge);
    return SandboxResponse.redirect(address(asked, Map.of("code", code)));
  }

  private static String address(Map<String, String> asked, Map<String, String> result) {
    Map<String, String> more = new LinkedHashMap<>(result);
    more.put("state", asked.getOrDefault("state", ""));
    return Forms.append(asked.getOrDefault("redirect_uri", ""), more);
  }

  private static Map<String, String> keep(Map<String, String> asked) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String name : KEPT) {
      if (asked.containsKey(name)) {
        kept.put(name, asked.get(name));
      }
    }
    return kept;
  }
}
