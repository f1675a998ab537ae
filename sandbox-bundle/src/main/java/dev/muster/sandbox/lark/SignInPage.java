package dev.muster.sandbox.lark;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.BasePages;
import dev.muster.sandbox.common.PlatformState;
import dev.muster.sandbox.common.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The sign-in page: a code to scan and a click to agree in a browser, silent in the platform's own
 * client. Whoever scans at once agrees as well.
 */
final class SignInPage extends BasePages<Person, World> {
  SignInPage(PlatformState<World> state) {
    super(
        LarkSandbox.NAME,
        state,
        "sandbox_lark_phone",
        List.of(
            "client_id",
            "response_type",
            "redirect_uri",
            "state",
            "scope",
            "code_challenge",
            "code_challenge_method"),
        Map.of("error", "access_denied"));
  }

  static boolean serves(String path) {
    return path.equals("/open-apis/authen/v1/authorize");
  }

  SandboxResponse handle(SandboxRequest request) {
    return serves(request.path())
        ? problem(request).orElseGet(() -> authorize(request))
        : noPage(request);
  }

  private SandboxResponse authorize(SandboxRequest request) {
    return request.isPost()
        ? answered(request, person -> chosen(request, person))
        : scanner(request)
            .or(() -> inClient(request) ? owner(request) : Optional.empty())
            .map(person -> scanned(request, person))
            .orElseGet(() -> choose(request, !inClient(request)));
  }

  private SandboxResponse chosen(SandboxRequest request, Person person) {
    if (inClient(request)) {
      return remembering(person, scanned(request, person));
    }
    String profile = person.name().en() + " " + person.name().zh();
    return request.form().containsKey("consent")
        ? scanned(request, person)
        : consent(
            request,
            person,
            List.of(new Item("profile", new Words("Name and picture", "姓名和头像"), profile)));
  }

  private static boolean inClient(SandboxRequest request) {
    return request.header("User-Agent").orElse("").toLowerCase(Locale.ROOT).contains("lark/");
  }

  private Optional<SandboxResponse> problem(SandboxRequest request) {
    World.App app = world().app();
    Map<String, String> asked = request.asked();
    if (!"code".equals(asked.get("response_type"))) {
      return wrong(request, "20001", "response_type has to be code", "response_type 应为 code");
    }
    if (!app.appId().equals(asked.get("client_id"))) {
      return wrong(request, "20048", "There is no such app.", "应用不存在。");
    }
    if (!app.enabled()) {
      return wrong(request, "20069", "The app is not enabled.", "应用未启用。");
    }
    if (!trusts(asked.getOrDefault("redirect_uri", ""))) {
      return wrong(
          request,
          "20029",
          "redirect_uri is not among the app's redirect URLs.",
          "重定向 URL 有误，请检查应用的安全设置。");
    }
    for (String scope : asked.getOrDefault("scope", "").split(" ", -1)) {
      boolean open = scope.isEmpty() || scope.equals("offline_access");
      if (!open && !app.scopes().contains(scope)) {
        return wrong(request, "20027", "The app lacks " + scope + ".", "应用未开通 " + scope + "。");
      }
    }
    return Optional.empty();
  }

  private SandboxResponse scanned(SandboxRequest request, Person person) {
    Map<String, String> asked = request.asked();
    boolean s256 = "S256".equals(asked.get("code_challenge_method"));
    World.Code code =
        new World.Code(
            person.id(),
            Optional.ofNullable(asked.get("redirect_uri")),
            Optional.ofNullable(asked.get("code_challenge"))
                .filter(text -> !text.isEmpty())
                .map(text -> new World.Challenge(text, s256)),
            new AtomicBoolean());
    return sendBack(asked, Map.of("code", world().codes.issue(code)));
  }
}
