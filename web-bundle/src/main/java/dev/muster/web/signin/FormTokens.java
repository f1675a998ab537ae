package dev.muster.web.signin;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What shows that a form came from a page of ours: made of what the browser holds and the page
 * cannot say, and nothing that would open it.
 */
final class FormTokens {
  /** The field that holds it. */
  static final String FIELD = "csrf";

  private static final String MAC = "HmacSHA256";

  private FormTokens() {}

  /**
   * Makes one.
   *
   * @param held what the browser holds
   * @param purpose which form it is for
   */
  static String of(Secret held, String purpose) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(held.reveal().getBytes(StandardCharsets.UTF_8), MAC));
      byte[] digest = mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Refuses a form that came from elsewhere.
   *
   * @throws ProblemException {@code CSRF}
   */
  static void require(Request request, Secret held, String purpose) {
    String shown = request.form().one(FIELD).orElse("");
    if (!MessageDigest.isEqual(
        of(held, purpose).getBytes(StandardCharsets.UTF_8),
        shown.getBytes(StandardCharsets.UTF_8))) {
      throw new ProblemException(
          ProblemCode.CSRF, new Text("The form did not come from this page.", "表单不是来自此页面。"));
    }
  }
}
