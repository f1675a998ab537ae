package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;

/** What forms of the pages are made of. */
final class Forms {
  private Forms() {}

  static Html hidden(String name, String value) {
    return element("input").with("type", "hidden").with("name", name).with("value", value);
  }
}
