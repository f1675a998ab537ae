package dev.muster.web.signin;

import dev.muster.spi.Secret;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.TenantCookies;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a browser holds that is shown a form before anybody has signed in there: without it another
 * site could sign somebody in as somebody else (RFC 6749, section 10.12). It ends with the browser.
 */
final class FormCookie {
  private static final String NAME = "muster-form";
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int BYTES = 32;
  private static final Duration UNTIL_THE_BROWSER_ENDS = Duration.ofSeconds(-1);

  private final TenantCookies cookies;
  private final SecureRandom random = new SecureRandom();

  FormCookie(TenantCookies cookies) {
    this.cookies = cookies;
  }

  /** What the browser holds. */
  Optional<Secret> held(Request request, String tenant) {
    return request.cookie(
        cookies.name(tenant, NAME),
        value -> VALUE.matcher(value).matches() ? Optional.of(Secret.of(value)) : Optional.empty());
  }

  /** What the browser holds or is to hold. */
  Secret heldOrNew(Request request, String tenant) {
    return held(request, tenant).orElseGet(this::made);
  }

  private Secret made() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  Response hold(Response response, String tenant, Secret value) {
    return response.with(cookies.of(tenant, NAME, value.reveal(), UNTIL_THE_BROWSER_ENDS));
  }
}
