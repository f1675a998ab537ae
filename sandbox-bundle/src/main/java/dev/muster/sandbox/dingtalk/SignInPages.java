package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.Forms;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.PhonePage;
import dev.muster.sandbox.common.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sign-in page of any browser. The parameter {@code scan_as} names somebody who scans at once,
 * for whoever has no eyes; the platform itself has nothing like it.
 */
final class SignInPages {
  static final String LOGIN = "/oauth2/auth";

  private static final String SCAN_AS = "scan_as";
  private static final String WITH_COMPANY = "corpid";
  private static final Set<String> KEPT =
      Set.of("response_type", "client_id", "redirect_uri", "scope", "state", "prompt", "corpId");
  private static final Words NOBODY = new Words("There is nobody of that name.", "没有该成员。");

  private final State state;
  private final PhonePage phone;

  SignInPages(State state) {
    this.state = state;
    this.phone =
        new PhonePage(
            DingTalkSandbox.NAME, state.world().company().name(), state.world().app().name());
  }

  SandboxResponse handle(SandboxRequest request) {
    boolean answered = request.method().equals("POST");
    Map<String, String> asked = answered ? request.form() : request.query();
    Optional<Words> problem = problem(asked);
    if (problem.isPresent()) {
      return phone.problem(request, 200, "", problem.get());
    }
    if (asked.containsKey("decline")) {
      return SandboxResponse.redirect(
          address(asked, Map.of("error", "access_denied", "state", state(asked))));
    }
    Optional<String> who = Optional.ofNullable(asked.get(answered ? "person" : SCAN_AS));
    if (who.isEmpty() && !answered) {
      Map<String, String> kept = new LinkedHashMap<>(asked);
      kept.keySet().retainAll(KEPT);
      return phone.choose(request, state.world().people(), kept, true);
    }
    return who.flatMap(state.world()::person)
        .map(person -> sendBack(asked, person))
        .orElseGet(() -> phone.problem(request, 400, "", NOBODY));
  }

  private Optional<Words> problem(Map<String, String> asked) {
    if (!"code".equals(asked.get("response_type"))) {
      return Optional.of(new Words("response_type has to be code.", "response_type 应为 code。"));
    }
    if (!state.world().app().clientId().equals(asked.get("client_id"))) {
      return Optional.of(new Words("There is no such app.", "应用不存在。"));
    }
    List<String> scopes = scopes(asked);
    if (!scopes.contains("openid")) {
      return Optional.of(new Words("scope has to hold openid.", "scope 应包含 openid。"));
    }
    String corpId = asked.getOrDefault("corpId", "");
    if (!corpId.isEmpty()
        && !(scopes.contains(WITH_COMPANY) && corpId.equals(state.world().company().corpId()))) {
      return Optional.of(
          new Words(
              "corpId is another company's, or scope does not hold corpid.",
              "corpId 不属于该应用的企业，或 scope 未包含 corpid。"));
    }
    Optional<String> domain = State.domain(asked.getOrDefault("redirect_uri", ""));
    if (domain.isEmpty() || !state.trusts(domain.get())) {
      return Optional.of(
          new Words(
              "redirect_uri is not one of the app's redirect addresses.",
              "redirect_uri 不在应用的重定向 URL 中。"));
    }
    return Optional.empty();
  }

  private SandboxResponse sendBack(Map<String, String> asked, Person person) {
    String code =
        state
            .grants()
            .codesOfAccounts()
            .issue(
                new Grants.Account(
                    person.id(),
                    scopes(asked).contains(WITH_COMPANY)
                        ? state.companyOf(person)
                        : Optional.empty()),
                Grants.CODE_LIFE);
    Map<String, String> more = new LinkedHashMap<>();
    more.put("authCode", code);
    more.put("code", code);
    more.put("state", state(asked));
    return SandboxResponse.redirect(address(asked, more));
  }

  private static List<String> scopes(Map<String, String> asked) {
    return List.of(asked.getOrDefault("scope", "").split(" ", -1));
  }

  private static String state(Map<String, String> asked) {
    return asked.getOrDefault("state", "");
  }

  private static String address(Map<String, String> asked, Map<String, String> more) {
    return Forms.append(asked.getOrDefault("redirect_uri", ""), more);
  }
}
