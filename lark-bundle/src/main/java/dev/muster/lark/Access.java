package dev.muster.lark;

import dev.muster.spi.Secret;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import java.util.regex.Pattern;

/**
 * A tenant token together with the company it is of. The two are kept as one secret: whoever holds
 * a token knows whose it is, and there is no token whose company is not known.
 *
 * @param tenantKey the company of the bound app
 * @param token what calls carry
 */
record Access(String tenantKey, Secret token) {
  /** What the platform calls a company; no blank in it, which separates the two parts. */
  static final Pattern TENANT_KEY = Pattern.compile("[0-9A-Za-z_-]{1,128}");

  Secret asSecret() {
    return Secret.of(tenantKey + ' ' + token.reveal());
  }

  static Access of(Secret both) throws ProviderException {
    String text = both.reveal();
    int blank = text.indexOf(' ');
    if (blank < 1 || blank == text.length() - 1) {
      throw Answer.unexpected("the token call", "is not what it was kept as");
    }
    return new Access(text.substring(0, blank), Secret.of(text.substring(blank + 1)));
  }
}
