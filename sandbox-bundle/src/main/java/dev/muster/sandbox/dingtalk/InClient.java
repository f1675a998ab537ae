package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.PhonePage;
import dev.muster.sandbox.common.Words;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a page finds inside the client: the script library with the calls for a code. Whose client
 * it is, a cookie says; a page that asks without one is sent away to choose, and comes back.
 */
final class InClient {
  static final String LIBRARY = "/dingtalk.open.js";
  static final String PHONE = "/phone";

  private static final String PHONE_COOKIE = "sandbox_dingtalk_phone";

  /** The placeholders are filled with what needs no escaping inside quotes. */
  private static final String SCRIPT =
      """
      (function () {
        function refuse(options, text) {
          setTimeout(function () { options.onFail({ errorCode: 3, errorMessage: text }); }, 0);
        }
        function ask(options) {
          if (!%s) { refuse(options, 'this is not DingTalk'); return; }
          if (options.corpId !== '%s') { refuse(options, 'another company'); return; }
          if ('%s' === '') {
            location.href = '%s?back=' + encodeURIComponent(location.href);
            return;
          }
          setTimeout(function () { options.onSuccess({ code: '%s' }); }, 0);
        }
        window.dd = {
          ready: function (then) { setTimeout(then, 0); },
          runtime: { permission: { requestAuthCode: ask } }
        };
        if (%s) {
          window.dd.requestAuthCode = function (options) {
            if (options.clientId !== '%s') { refuse(options, 'another app'); return; }
            ask(options);
          };
        }
      })();
      """;

  private final State state;
  private final PhonePage phone;

  InClient(State state) {
    this.state = state;
    this.phone =
        new PhonePage(
            DingTalkSandbox.NAME, state.world().company().name(), state.world().app().name());
  }

  SandboxResponse library(SandboxRequest request) {
    World.App app = state.world().app();
    Optional<Person> person = request.cookie(PHONE_COOKIE).flatMap(state.world()::person);
    String code =
        inClient(request)
            ? person
                .map(it -> state.grants().codesOfClients().issue(it.id(), Grants.CODE_LIFE))
                .orElse("")
            : "";
    String script =
        SCRIPT.formatted(
            inClient(request),
            state.world().company().corpId(),
            code,
            request.mount() + PHONE,
            code,
            !app.oldClient(),
            app.clientId());
    return SandboxResponse.of(
            200, "text/javascript; charset=utf-8", script.getBytes(StandardCharsets.UTF_8))
        .with("Cache-Control", "no-store");
  }

  SandboxResponse phone(SandboxRequest request) {
    boolean answered = request.method().equals("POST");
    String back = (answered ? request.form() : request.query()).getOrDefault("back", "");
    if (State.domain(back).filter(state::trusts).isEmpty()) {
      return phone.problem(
          request, 400, "", new Words("There is no page to go back to.", "没有可返回的页面。"));
    }
    Optional<Person> person =
        answered
            ? state.world().person(request.form().getOrDefault("person", ""))
            : Optional.empty();
    return person
        .map(
            it ->
                SandboxResponse.redirect(back)
                    .with(
                        "Set-Cookie",
                        PHONE_COOKIE + "=" + it.id() + "; Path=/; HttpOnly; SameSite=Lax"))
        .orElseGet(
            () -> phone.choose(request, state.world().people(), Map.of("back", back), false));
  }

  private static boolean inClient(SandboxRequest request) {
    String agent = request.header("User-Agent").orElse("").toLowerCase(Locale.ROOT);
    return agent.contains("dingtalk/") || agent.contains("dingtalk(");
  }
}
