package dev.muster.spi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.Secret;
import dev.muster.spi.platform.WebhookEnvelope.Content;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendors' own samples, and what no vendor sends. */
class WebhookEnvelopeTest {
  private static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

  private static WebhookEnvelope envelope(String token, String key) {
    return WebhookEnvelope.of(Secret.of(token), Secret.of(key)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // Enterprise WeChat: address check, and one with a key of other shape
    "QDG6eK, jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C, 1409659589, 263014780,"
        + " 5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3,"
        + " P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==,"
        + " 1616140317555161061, wx5823bf96d3bd56c7",
    "kjr2TKI8umCBfVF3wAHk8JiPwma5VBme, 4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws, 1583940690,"
        + " VHh7ymSeb0jc4lSb, 1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011,"
        + " 6KmUQuPVu7UhjyVqRdbo5SfcRqaHvbUlKSHFvBV2ZuR6TIlKsygcfeSd1GDplg1C5KSKr6UPHCaC/nIX3ZNt9w==,"
        + " 94966531020182955848408, ww6a112864f8022910",
    // DingTalk
    "123456, 1234567890123456789012345678901234567890123, 1614767836, A7Co0cJLMzIDtMMI,"
        + " 9a95a004dd16f5c307e849b994173f76aa26e5eb,"
        + " YvkvaGe4hQxd3VxRmEty0dVlnCOAqwf56xwTRHDHoOURqhalbmBJQk5FNcRk42Gl5T0YQXZNwpwWSm1xAFJ5ZA==,"
        + " success, dingsnotzck6pm5veliw",
  })
  void opensWhatTheVendorsSealed(
      String token,
      String key,
      String timestamp,
      String nonce,
      String signature,
      String encrypted,
      String message,
      String receiver) {
    WebhookEnvelope envelope = envelope(token, key);
    assertThat(envelope.isSigned(signature, timestamp, nonce, encrypted)).isTrue();
    assertThat(envelope.isSigned(signature, timestamp + "1", nonce, encrypted)).isFalse();
    assertThat(envelope.open(encrypted)).contains(new Content(message, receiver));
  }

  @ParameterizedTest
  @CsvSource({
    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG, aaaabbbbccccdddd, 我是中文abcd123,"
        + " wxb11529c136998cb6,"
        + " jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==",
    "1234567890123456789012345678901234567890123, dICkEDLj0eb6yAbc, success, dingsnotzck6pm5veliw,"
        + " YvkvaGe4hQxd3VxRmEty0dVlnCOAqwf56xwTRHDHoOURqhalbmBJQk5FNcRk42Gl5T0YQXZNwpwWSm1xAFJ5ZA==",
    "Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7, l7Y3EcX2CU5w8av3,"
        + " '{\"EventType\":\"check_url\"}', ding6ccabc44d2c8d38b,"
        + " 0vJiX6vliEpwG3U45CtXqi+m8PXbQRARJ8p8BbDuD1EMTDf0jKpQ79QS93qEk7XHpP6u+oTTrd15NRPvNvmBKyDCYxxOK+HZeKju4yhELOFchzNukR+t8SB/qk4ROMu3",
  })
  void sealsAsTheVendorsDo(
      String key, String random, String message, String receiver, String encrypted) {
    assertThat(
            envelope("token", key)
                .seal(new Content(message, receiver), random.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(encrypted);
  }

  @Test
  void opensWhatItSealedWhateverTheLength() {
    WebhookEnvelope envelope = envelope("token", KEY);
    for (int length = 0; length < 70; length++) {
      Content content = new Content("中".repeat(length), "ww1");
      assertThat(envelope.open(envelope.seal(content))).contains(content);
    }
    Content content = new Content("a", "b");
    assertThat(envelope.seal(content)).isNotEqualTo(envelope.seal(content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "AAAA", "no base64!", "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3"})
  void opensNothingThatIsNone(String encrypted) {
    assertThat(envelope("token", KEY).open(encrypted)).isEmpty();
  }

  @Test
  void opensNothingOfAnotherKeyAndNothingThatWasCut() {
    WebhookEnvelope envelope = envelope("token", KEY);
    byte[] sealed = Base64.getDecoder().decode(envelope.seal(new Content("a".repeat(90), "b")));
    for (int blocks = 0; blocks < sealed.length / 16; blocks++) {
      String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(sealed, blocks * 16));
      assertThat(envelope.open(cut)).isEmpty();
    }
    String other = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    assertThat(envelope("token", other).open(envelope.seal(new Content("a", "b")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C2", "???"})
  void hasNoEnvelopeForAKeyThatIsNone(String key) {
    assertThat(WebhookEnvelope.of(Secret.of("token"), Secret.of(key))).isEmpty();
  }

  @Test
  void printsNoKey() {
    assertThat(envelope("token", KEY)).hasToString("WebhookEnvelope[***]");
  }
}
