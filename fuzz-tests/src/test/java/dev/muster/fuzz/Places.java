package dev.muster.fuzz;

import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Browsers that are in the middle of something, each with the form that it looks at. */
final class Places {
  private static final String AT = "/t/" + Gateway.TENANT;

  private final Gateway gateway;
  private final Map<String, Place> places = new HashMap<>();
  private int people;

  Places(Gateway gateway) {
    this.gateway = gateway;
  }

  /** What a browser holds, and the form that it looks at. */
  record Place(String cookie, String csrf, String query) {
    static Place of(Browser browser, String address, String page) {
      StringBuilder line = new StringBuilder();
      browser
          .cookies()
          .forEach(
              (name, value) ->
                  line.append(line.isEmpty() ? "" : "; ").append(name).append('=').append(value));
      Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page);
      int mark = address.indexOf('?');
      return new Place(
          line.toString(),
          csrf.find() ? csrf.group(1) : "",
          mark < 0 ? "" : address.substring(mark + 1));
    }
  }

  /** The code of somebody whom the platform never named before. */
  String somebody() {
    return "ok-p" + people++;
  }

  /** Forgets all of them. */
  void leave() {
    places.clear();
  }

  /** Forgets one. */
  void leave(String name) {
    places.remove(name);
  }

  /** One by its name: the same one until it is left. */
  Optional<Place> find(String name) {
    return switch (name) {
      case "account" -> Optional.of(at(name, this::account));
      case "consent" -> Optional.of(at(name, this::consent));
      case "password" -> Optional.of(at(name, this::password));
      case "recovery" ->
          Optional.of(at(name, () -> looks(new Browser(gateway), AT + "/login/recovery")));
      case "code" -> Optional.of(at(name, this::recovery));
      case "bind" -> Optional.of(at(name, this::bind));
      case "begun" -> Optional.of(at(name, this::begun));
      default -> Optional.empty();
    };
  }

  private Place at(String name, Supplier<Place> goes) {
    Place place = places.get(name);
    if (place == null) {
      place = goes.get();
      places.put(name, place);
    }
    return place;
  }

  private static Place looks(Browser browser, String address) {
    return Place.of(browser, address, Browser.text(browser.get(address)));
  }

  private Place account() {
    Browser browser = new Browser(gateway);
    new Flow(gateway).with("identity_source", "wecom").signIn(browser, "ok-alice");
    return looks(browser, AT + "/account");
  }

  private Place consent() {
    Browser browser = new Browser(gateway);
    Flow flow =
        new Flow(gateway)
            .with("identity_source", "wecom")
            .with("client_id", "third")
            .with("prompt", "consent");
    Response back = flow.signIn(browser, "ok-alice");
    String page = Browser.text(browser.get(Browser.location(back)));
    Matcher action = Pattern.compile("action=\"([^\"]+)\"").matcher(page);
    return Place.of(browser, action.find() ? action.group(1).replace("&amp;", "&") : "", page);
  }

  private Place password() {
    Browser browser = new Browser(gateway);
    Response away = browser.get(new Flow(gateway).with("identity_source", "password").authorize());
    return looks(browser, Browser.location(away));
  }

  private Place recovery() {
    Browser browser = new Browser(gateway);
    String page = AT + "/login/recovery";
    String csrf = looks(browser, page).csrf();
    Response asked = browser.post(page, "username=wang&csrf=" + csrf);
    return looks(browser, Browser.location(asked));
  }

  private Place bind() {
    Browser browser = new Browser(gateway);
    Response away = browser.get(new Flow(gateway).with("identity_source", "ask").authorize());
    String state = Browser.parameter(Browser.location(away), "state").orElseThrow();
    Response asked =
        browser.get(AT + "/login/ask/callback?authCode=" + somebody() + "&state=" + state);
    return looks(browser, Browser.location(asked));
  }

  private Place begun() {
    Browser browser = new Browser(gateway);
    Response away = browser.get(new Flow(gateway).with("identity_source", "wecom").authorize());
    return Place.of(browser, Browser.location(away), "");
  }
}
