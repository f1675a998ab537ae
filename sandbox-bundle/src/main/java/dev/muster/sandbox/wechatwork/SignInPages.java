package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.Forms;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.PhonePage;
import dev.muster.sandbox.common.Words;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The two sign-in pages: the one with a code to scan, for browsers, and the silent one for the
 * platform's own client. The parameter {@code scan_as} names somebody who scans at once, for
 * whoever has no eyes; the platform itself has nothing like it.
 */
final class SignInPages {
  private static final String LOGIN = "/wwlogin/sso/login";
  private static final String OAUTH = "/connect/oauth2/authorize";
  private static final String SCAN_AS = "scan_as";
  private static final String PRIVATE_SCOPE = "snsapi_privateinfo";
  private static final String PHONE_COOKIE = "sandbox_phone";
  private static final Set<String> PRIVATE_FIELDS = Set.of("mobile", "biz_mail", "email");

  private final State state;
  private final PhonePage phone;

  SignInPages(State state) {
    this.state = state;
    this.phone =
        new PhonePage(
            WechatWorkSandbox.NAME, state.world().company().name(), state.world().app().name());
  }

  SandboxResponse handle(SandboxRequest request) {
    boolean post = request.method().equals("POST");
    return switch (request.path()) {
      case LOGIN -> post ? scanned(request) : login(request);
      case OAUTH -> post ? answered(request) : authorize(request);
      default -> phone.problem(request, 404, "", NO_PAGE);
    };
  }

  private static final Words NO_PAGE = new Words("There is no such page.", "页面不存在。");

  // browser

  private SandboxResponse login(SandboxRequest request) {
    Map<String, String> asked = request.query();
    Optional<SandboxResponse> problem = problem(request, asked, "CorpApp", "login_type");
    if (problem.isPresent()) {
      return problem.get();
    }
    Optional<Person> scanner = request.query(SCAN_AS).flatMap(state.world()::person);
    if (scanner.isPresent()) {
      return sendBack(asked, scanner.get(), Optional.empty());
    }
    return phone.choose(request, state.world().people(), keep(asked, "login_type"), true);
  }

  private SandboxResponse scanned(SandboxRequest request) {
    Map<String, String> form = request.form();
    Optional<SandboxResponse> problem = problem(request, form, "CorpApp", "login_type");
    if (problem.isPresent()) {
      return problem.get();
    }
    if (form.containsKey("decline")) {
      return SandboxResponse.redirect(address(form, Map.of("state", state(form))));
    }
    return state
        .world()
        .person(form.getOrDefault("person", ""))
        .map(person -> sendBack(form, person, Optional.empty()))
        .orElseGet(() -> phone.problem(request, 400, "", NOBODY));
  }

  private static final Words NOBODY = new Words("There is nobody of that name.", "没有该成员。");

  // inside the client

  private SandboxResponse authorize(SandboxRequest request) {
    Map<String, String> asked = request.query();
    if (!inClient(request)) {
      return phone.problem(
          request, 200, "", new Words("Open this page in Enterprise WeChat.", "请在企业微信客户端打开链接。"));
    }
    Optional<SandboxResponse> problem = problem(request, asked, "code", "response_type");
    if (problem.isPresent()) {
      return problem.get();
    }
    return request
        .query(SCAN_AS)
        .or(() -> request.cookie(PHONE_COOKIE))
        .flatMap(state.world()::person)
        .map(person -> asWhom(request, asked, person))
        .orElseGet(
            () ->
                phone.choose(request, state.world().people(), keep(asked, "response_type"), false));
  }

  /** Silent, unless private fields are asked for, which the person has to agree to. */
  private SandboxResponse asWhom(SandboxRequest request, Map<String, String> asked, Person person) {
    if (!PRIVATE_SCOPE.equals(asked.get("scope"))) {
      return sendBack(asked, person, Optional.empty());
    }
    if (!person.listed() || !person.inRange()) {
      return phone.problem(
          request, 200, "60011", new Words("This app is not visible to you.", "你不在该应用的可见范围内。"));
    }
    return request.query(SCAN_AS).isPresent()
        ? sendBack(asked, person, Optional.of(PRIVATE_FIELDS))
        : phone.consent(request, keep(asked, "response_type"), person, items(person));
  }

  private static List<PhonePage.Item> items(Person person) {
    return List.of(
        new PhonePage.Item("mobile", new Words("Phone number", "手机号"), person.mobile()),
        new PhonePage.Item("biz_mail", new Words("Company mailbox", "企业邮箱"), person.bizMail()),
        new PhonePage.Item("email", new Words("Mailbox", "邮箱"), person.email()));
  }

  private SandboxResponse answered(SandboxRequest request) {
    Map<String, String> form = request.form();
    Optional<SandboxResponse> problem = problem(request, form, "code", "response_type");
    if (problem.isPresent()) {
      return problem.get();
    }
    if (form.containsKey("decline")) {
      return SandboxResponse.redirect(address(form, Map.of("state", state(form))));
    }
    Optional<Person> person = state.world().person(form.getOrDefault("person", ""));
    if (person.isEmpty()) {
      return phone.problem(request, 400, "", NOBODY);
    }
    if (form.containsKey("consent")) {
      Set<String> agreed = new LinkedHashSet<>(PRIVATE_FIELDS);
      agreed.retainAll(form.keySet());
      return sendBack(form, person.get(), Optional.of(agreed));
    }
    // From now on this phone is theirs.
    return asWhom(request, form, person.get())
        .with(
            "Set-Cookie",
            PHONE_COOKIE + "=" + person.get().id() + "; Path=/; HttpOnly; SameSite=Lax");
  }

  private static boolean inClient(SandboxRequest request) {
    return request.header("User-Agent").orElse("").toLowerCase(Locale.ROOT).contains("wxwork");
  }

  // both

  private Optional<SandboxResponse> problem(
      SandboxRequest request, Map<String, String> asked, String kind, String kindName) {
    if (!kind.equals(asked.get(kindName))) {
      return wrong(
          request, "40058", new Words(kindName + " has to be " + kind, kindName + " 应为 " + kind));
    }
    if (!state.world().company().corpId().equals(asked.get("appid"))) {
      return wrong(request, "40013", new Words("There is no such company.", "企业不存在。"));
    }
    if (!state.world().app().agentId().equals(asked.get("agentid"))) {
      return wrong(request, "40056", new Words("There is no such app.", "应用不存在。"));
    }
    if (!state(asked).matches("[a-zA-Z0-9]{0,128}")) {
      return wrong(
          request,
          "84025",
          new Words(
              "state has to be letters and digits, 128 at most.", "state 只能包含字母和数字，最长 128 位。"));
    }
    Optional<String> domain = State.domain(asked.getOrDefault("redirect_uri", ""));
    if (domain.isEmpty() || !state.trusts(domain.get())) {
      return wrong(
          request,
          "50001",
          new Words(
              "The app does not trust the domain of redirect_uri.", "redirect_uri 与应用的可信域名不一致。"));
    }
    return Optional.empty();
  }

  private Optional<SandboxResponse> wrong(SandboxRequest request, String code, Words text) {
    return Optional.of(phone.problem(request, 200, code, text));
  }

  private SandboxResponse sendBack(
      Map<String, String> asked, Person person, Optional<Set<String>> consent) {
    Optional<String> domain = State.domain(asked.getOrDefault("redirect_uri", ""));
    String code =
        state
            .grants()
            .codes()
            .issue(new Grants.Code(person.id(), domain, consent), Grants.CODE_LIFE);
    Map<String, String> more = new LinkedHashMap<>();
    more.put("code", code);
    more.put("state", state(asked));
    return SandboxResponse.redirect(address(asked, more));
  }

  private static String address(Map<String, String> asked, Map<String, String> more) {
    return Forms.append(asked.getOrDefault("redirect_uri", ""), more);
  }

  private static String state(Map<String, String> asked) {
    return asked.getOrDefault("state", "");
  }

  private static Map<String, String> keep(Map<String, String> asked, String kindName) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String name :
        new String[] {kindName, "appid", "agentid", "redirect_uri", "state", "scope"}) {
      if (asked.containsKey(name)) {
        kept.put(name, asked.get(name));
      }
    }
    return kept;
  }
}
