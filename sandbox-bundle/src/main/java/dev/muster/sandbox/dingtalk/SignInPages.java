package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.BasePages;
import dev.muster.sandbox.common.PlatformState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sign-in page of any browser. */
final class SignInPages extends BasePages<Person, World> {
  static final String LOGIN = "/oauth2/auth";

  private static final String WITH_COMPANY = "corpid";

  SignInPages(PlatformState<World> state) {
    super(
        DingTalkSandbox.NAME,
        state,
        InClient.PHONE_COOKIE,
        List.of("response_type", "client_id", "redirect_uri", "scope", "state", "prompt", "corpId"),
        Map.of("error", "access_denied"));
  }

  SandboxResponse handle(SandboxRequest request) {
    return problem(request).orElseGet(() -> login(request));
  }

  private SandboxResponse login(SandboxRequest request) {
    Map<String, String> asked = request.asked();
    if (request.isPost() || asked.containsKey("decline")) {
      return answered(request, person -> scanned(asked, person));
    }
    return asked.containsKey(SCAN_AS)
        ? goOnAs(request, asked.getOrDefault(SCAN_AS, ""), person -> scanned(asked, person))
        : choose(request, true);
  }

  private Optional<SandboxResponse> problem(SandboxRequest request) {
    Map<String, String> asked = request.asked();
    if (!"code".equals(asked.get("response_type"))) {
      return wrong(request, "", "response_type has to be code.", "response_type 应为 code。");
    }
    if (!world().app().clientId().equals(asked.get("client_id"))) {
      return wrong(request, "", "There is no such app.", "应用不存在。");
    }
    List<String> scopes = scopes(asked);
    if (!scopes.contains("openid")) {
      return wrong(request, "", "scope has to hold openid.", "scope 应包含 openid。");
    }
    String corpId = asked.getOrDefault("corpId", "");
    if (!corpId.isEmpty()
        && !(scopes.contains(WITH_COMPANY) && corpId.equals(world().app().corpId()))) {
      return wrong(
          request,
          "",
          "corpId is another company's, or scope does not hold corpid.",
          "corpId 不属于该应用的企业，或 scope 未包含 corpid。");
    }
    if (!trusts(asked.getOrDefault("redirect_uri", ""))) {
      return wrong(
          request,
          "",
          "redirect_uri is not one of the app's redirect addresses.",
          "redirect_uri 不在应用的重定向 URL 中。");
    }
    return Optional.empty();
  }

  private SandboxResponse scanned(Map<String, String> asked, Person person) {
    Optional<String> company =
        scopes(asked).contains(WITH_COMPANY) ? world().companyOf(person) : Optional.empty();
    String code = world().codesOfAccounts.issue(new World.Account(person.id(), company));
    Map<String, String> result = new LinkedHashMap<>();
    result.put("authCode", code);
    result.put("code", code);
    return sendBack(asked, result);
  }

  private static List<String> scopes(Map<String, String> asked) {
    return List.of(asked.getOrDefault("scope", "").split(" ", -1));
  }
}
