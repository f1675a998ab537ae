package dev.muster.dingtalk;

import dev.muster.spi.platform.InAppPage;
import java.net.URI;
import java.util.List;

/** The page that asks the platform's client for a code. */
final class InApp {
  /**
   * Clients since 7.0.45 take the first call; older ones do not know it, or the library refuses it
   * on their behalf, and take the second. A code is handed on once, whoever answers.
   */
  private static final String SCRIPT =
      """
      var over = false;
      function got(result) {
        var code = result && (result.code || result.authCode);
        if (over) { return; }
        if (!code) { lost(result); return; }
        over = true;
        done(code);
      }
      function lost(error) {
        if (over) { return; }
        over = true;
        failed('requestAuthCode: ' + (error && (error.errorMessage || error.message)
            || JSON.stringify(error)));
      }
      function older(error) {
        var permission = dd.runtime && dd.runtime.permission;
        if (!permission || !permission.requestAuthCode) { lost(error); return; }
        permission.requestAuthCode({ corpId: config.corpId, onSuccess: got, onFail: lost });
      }
      var dd = window.dd;
      if (!dd) {
        failed('the library of DingTalk did not load');
      } else if (dd.requestAuthCode) {
        dd.requestAuthCode({ corpId: config.corpId, clientId: config.clientId,
            onSuccess: got, onFail: older });
      } else if (dd.ready) {
        dd.ready(older);
      } else {
        older();
      }
      """;

  private InApp() {}

  /** The page, with the script library from where the settings say. */
  static InAppPage page(URI library) {
    return InAppPage.of(List.of(library), SCRIPT);
  }
}
