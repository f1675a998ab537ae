package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;

/** A browser that a client sends to authorize. */
abstract class AuthorizeFixture {
  final Gateway gateway = new Gateway();
  final Browser browser = new Browser(gateway);
  final Flow flow = new Flow(gateway);

  Response authorize() {
    return browser.get(flow.authorize());
  }

  void tellsTheClient(Response response, String error) {
    assertThat(response.status()).isEqualTo(303);
    String location = Browser.location(response);
    assertThat(location).startsWith(Gateway.CALLBACK + "?");
    assertThat(Browser.parameter(location, "error")).contains(error);
    assertThat(Browser.parameter(location, "state")).contains(flow.state());
    assertThat(Browser.parameter(location, "iss")).contains(gateway.issuer());
    assertThat(Browser.parameter(location, "code")).isEmpty();
    assertThat(gateway.signIns.begins()).isEmpty();
  }
}
