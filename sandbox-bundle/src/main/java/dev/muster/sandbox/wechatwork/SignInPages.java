package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.BasePages;
import dev.muster.sandbox.common.PlatformState;
import dev.muster.sandbox.common.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The two sign-in pages: the one with a code to scan, for browsers, and the silent one for the
 * platform's own client.
 */
final class SignInPages extends BasePages<Person, World> {
  private static final Set<String> PRIVATE_FIELDS = Set.of("mobile", "biz_mail", "email");

  SignInPages(PlatformState<World> state) {
    super(
        WechatWorkSandbox.NAME,
        state,
        "sandbox_phone",
        List.of(
            "login_type", "response_type", "appid", "agentid", "redirect_uri", "state", "scope"),
        Map.of());
  }

  SandboxResponse handle(SandboxRequest request) {
    return switch (request.path()) {
      case "/wwlogin/sso/login" ->
          problem(request, "login_type", "CorpApp").orElseGet(() -> login(request));
      case "/connect/oauth2/authorize" ->
          request.isPost() || inClient(request)
              ? problem(request, "response_type", "code").orElseGet(() -> authorize(request))
              : problem(request, 200, "", "Open this page in Enterprise WeChat.", "请在企业微信客户端打开链接。");
      default -> noPage(request);
    };
  }

  private SandboxResponse login(SandboxRequest request) {
    return request.isPost()
        ? answered(request, person -> scanned(request, person, Optional.empty()))
        : scanner(request)
            .map(person -> scanned(request, person, Optional.empty()))
            .orElseGet(() -> choose(request, true));
  }

  private SandboxResponse authorize(SandboxRequest request) {
    return request.isPost()
        ? answered(request, person -> chosen(request, person))
        : scanner(request)
            .or(() -> request.query(SCAN_AS).isPresent() ? Optional.empty() : owner(request))
            .map(person -> asWhom(request, person))
            .orElseGet(() -> choose(request, false));
  }

  private SandboxResponse chosen(SandboxRequest request, Person person) {
    if (!request.form().containsKey("consent")) {
      return remembering(person, asWhom(request, person));
    }
    Set<String> agreed = new LinkedHashSet<>(PRIVATE_FIELDS);
    agreed.retainAll(request.form().keySet());
    return scanned(request, person, Optional.of(agreed));
  }

  /** Silent, unless private fields are asked for, which the person has to agree to. */
  private SandboxResponse asWhom(SandboxRequest request, Person person) {
    if (!"snsapi_privateinfo".equals(request.asked().get("scope"))) {
      return scanned(request, person, Optional.empty());
    }
    if (!person.listed() || !person.inRange()) {
      return problem(request, 200, "60011", "This app is not visible to you.", "你不在该应用的可见范围内。");
    }
    return request.query(SCAN_AS).isPresent()
        ? scanned(request, person, Optional.of(PRIVATE_FIELDS))
        : consent(
            request,
            person,
            List.of(
                new Item("mobile", new Words("Phone number", "手机号"), person.mobile()),
                new Item("biz_mail", new Words("Company email address", "企业邮箱"), person.bizMail()),
                new Item("email", new Words("Mailbox", "邮箱"), person.email())));
  }

  private static boolean inClient(SandboxRequest request) {
    return request.header("User-Agent").orElse("").toLowerCase(Locale.ROOT).contains("wxwork");
  }

  private Optional<SandboxResponse> problem(SandboxRequest request, String kindName, String kind) {
    Map<String, String> asked = request.asked();
    if (!kind.equals(asked.get(kindName))) {
      return wrong(request, "40058", kindName + " has to be " + kind, kindName + " 应为 " + kind);
    }
    if (!world().app().corpId().equals(asked.get("appid"))) {
      return wrong(request, "40013", "There is no such company.", "企业不存在。");
    }
    if (!world().app().agentId().equals(asked.get("agentid"))) {
      return wrong(request, "40056", "There is no such app.", "应用不存在。");
    }
    if (!asked.getOrDefault("state", "").matches("[a-zA-Z0-9]{0,128}")) {
      return wrong(
          request,
          "84025",
          "state has to be letters and digits, 128 at most.",
          "state 只能包含字母和数字，最长 128 位。");
    }
    if (!trusts(asked.getOrDefault("redirect_uri", ""))) {
      return wrong(
          request,
          "50001",
          "The app does not trust the domain of redirect_uri.",
          "redirect_uri 与应用的可信域名不一致。");
    }
    return Optional.empty();
  }

  private SandboxResponse scanned(
      SandboxRequest request, Person person, Optional<Set<String>> consent) {
    Map<String, String> asked = request.asked();
    Optional<String> domain = PlatformState.domain(asked.getOrDefault("redirect_uri", ""));
    String code = world().codes.issue(new World.Code(person.id(), domain, consent));
    return sendBack(asked, Map.of("code", code));
  }
}
