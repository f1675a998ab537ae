package dev.muster.dingtalk;

import dev.muster.spi.platform.ProviderContext;
import dev.muster.support.Settings;
import java.net.URI;
import java.util.stream.Stream;

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
    Settings settings = new Settings(context, Descriptors.ID);
    return new Endpoints(
        settings.server("api.url", "https://api.dingtalk.com"),
        settings.server("oapi.url", "https://oapi.dingtalk.com"),
        settings.server("login.url", "https://login.dingtalk.com"),
        settings.server(
            "script.url", "https://g.alicdn.com/dingding/dingtalk-jsapi/3.0.25/dingtalk.open.js"),
        settings.value(
            "token.call",
            TokenCall.APP.id(),
            text -> Stream.of(TokenCall.values()).filter(it -> it.id().equals(text)).findFirst(),
            "app, company or old"),
        settings.isOn("login.consent", true),
        settings.isOn("login.exclusive", false));
  }
}
