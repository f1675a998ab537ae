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
import java.util.Optional;
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
  private static final String SIGNED = "signed ";

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
   * A word for an address that says to its reader what they did: an address that somebody else made
   * says nothing.
   *
   * @param held what the reader's browser holds
   * @param word in ASCII, without a full stop
   */
  static String signed(Secret held, String word) {
    return word + '.' + of(held, SIGNED + word);
  }

  /**
   * The word that was signed.
   *
   * @param held what the browser holds
   * @param shown what the address says, however odd
   * @return the word, or empty where nobody signed it for this browser
   */
  static Optional<String> word(Secret held, String shown) {
    return Optional.of(shown.split("\\.", 2)[0]).filter(word -> same(signed(held, word), shown));
  }

  private static boolean same(String made, String shown) {
    return MessageDigest.isEqual(
        made.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Refuses a form that came from elsewhere.
   *
   * @throws ProblemException {@code CSRF}
   */
  static void require(Request request, Secret held, String purpose) {
    if (!same(of(held, purpose), request.form().one(FIELD).orElse(""))) {
      throw new ProblemException(
          ProblemCode.CSRF, new Text("The form did not come from this page.", "表单不是来自此页面。"));
    }
  }
}
