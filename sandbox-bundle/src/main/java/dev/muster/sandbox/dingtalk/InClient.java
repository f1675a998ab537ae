package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.BasePages;
import dev.muster.sandbox.common.PlatformState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a page finds inside the client: the script library with the calls for a code. Whose client
 * it is, a cookie says; a page that asks without one is sent away to choose, and comes back.
 */
final class InClient extends BasePages<Person, World> {
  static final String LIBRARY = "/dingtalk.open.js";
  static final String PHONE = "/phone";

  static final String PHONE_COOKIE = "sandbox_dingtalk_phone";

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

  InClient(PlatformState<World> state) {
    super(DingTalkSandbox.NAME, state, PHONE_COOKIE, List.of("back"), Map.of());
  }

  SandboxResponse library(SandboxRequest request) {
    World.App app = world().app();
    boolean inClient = inClient(request);
    String code =
        owner(request)
            .filter(person -> inClient)
            .map(person -> world().codesOfClients.issue(person.id()))
            .orElse("");
    String phone = request.mount() + PHONE;
    String script =
        SCRIPT.formatted(
            inClient, app.corpId(), code, phone, code, !app.oldClient(), app.clientId());
    return SandboxResponse.of(
            200, "text/javascript; charset=utf-8", script.getBytes(StandardCharsets.UTF_8))
        .with("Cache-Control", "no-store");
  }

  SandboxResponse phone(SandboxRequest request) {
    String back = request.asked().getOrDefault("back", "");
    if (!trusts(back)) {
      return problem(request, 400, "", "There is no page to go back to.", "没有可返回的页面。");
    }
    return Optional.ofNullable(request.form().get("person"))
        .filter(person -> request.isPost())
        .flatMap(world()::person)
        .map(person -> remembering(person, SandboxResponse.redirect(back)))
        .orElseGet(() -> choose(request, false));
  }

  private static boolean inClient(SandboxRequest request) {
    String agent = request.header("User-Agent").orElse("").toLowerCase(Locale.ROOT);
    return agent.contains("dingtalk/") || agent.contains("dingtalk(");
  }
}
