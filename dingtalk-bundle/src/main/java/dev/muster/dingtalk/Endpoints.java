package dev.muster.dingtalk;

import dev.muster.spi.platform.Addresses;
import dev.muster.spi.platform.ProviderContext;
import java.net.URI;

/**
 * Where the platform is, and how it wants to be asked. Overseas and private editions have other
 * hosts.
 *
 * @param api the newer server API
 * @param oapi the older server API, which still has the address book
 * @param login the page of the browser sign-in
 * @param script the script library of pages inside the client
 * @param tokenCall how the app's token is had
 * @param askForConsent whether people see the page that asks for consent
 * @param exclusive whether people go to the company's own login page
 */
record Endpoints(
    URI api,
    URI oapi,
    URI login,
    URI script,
    TokenCall tokenCall,
    boolean askForConsent,
    boolean exclusive) {
  static Endpoints of(ProviderContext context) {
    return new Endpoints(
        Addresses.ofServer(context, Descriptors.ID, "api.url", "https://api.dingtalk.com"),
        Addresses.ofServer(context, Descriptors.ID, "oapi.url", "https://oapi.dingtalk.com"),
        Addresses.ofServer(context, Descriptors.ID, "login.url", "https://login.dingtalk.com"),
        Addresses.ofServer(
            context,
            Descriptors.ID,
            "script.url",
            "https://g.alicdn.com/dingding/dingtalk-jsapi/3.0.25/dingtalk.open.js"),
        tokenCall(context),
        isOn(context, "login.consent", true),
        isOn(context, "login.exclusive", false));
  }

  private static TokenCall tokenCall(ProviderContext context) {
    String text = context.setting("token.call").orElse(TokenCall.APP.id());
    for (TokenCall call : TokenCall.values()) {
      if (call.id().equals(text)) {
        return call;
      }
    }
    throw wrong("token.call", text, "app, company or old");
  }

  private static boolean isOn(ProviderContext context, String key, boolean usual) {
    String text = context.setting(key).orElse(Boolean.toString(usual));
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw wrong(key, text, "true or false");
  }

  private static IllegalArgumentException wrong(String key, String text, String right) {
    return new IllegalArgumentException(
        "The setting platform."
            + (Descriptors.ID + "." + key)
            + (" is " + text + "; it has to be " + right));
  }
}
