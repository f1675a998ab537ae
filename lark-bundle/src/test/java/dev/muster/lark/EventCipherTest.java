package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendor's own test vectors, and what is none. */
final class EventCipherTest {
  private static final String EVENT =
      "{\"schema\":\"2.0\",\"header\":{\"event_id\":\"f7984f25108f8137722bb63cee927e66\","
          + "\"event_type\":\"contact.user.created_v3\",\"app_id\":\"cli_xxxxxxxx\","
          + "\"tenant_key\":\"xxxxxxx\",\"create_time\":\"1603977298000000\",\"token\":\"v\"},"
          + "\"event\":{\"object\":{\"open_id\":\"ou_7dab8a3d3cdcc9da365777c7ad535d62\","
          + "\"union_id\":\"on_576833b917gda3d939b9a3c2d53e72c8\",\"user_id\":\"e33ggbyz\","
          + "\"name\":\"张三\",\"employee_no\":\"employee_no\"}},\"challenge\":\"1212\","
          + "\"type\":\"url_verification\"}";

  private static final String ENCRYPTED_EVENT =
      "bZ3L7yh6m3Fkuffl4g+3uGjIHnhOm5fVZbKVuyT8t7tcd5ABMYm8l28/X900ZL3knZ7n+sCREu/H2WnIzft0amC7+xWqNH8o"
          + "25IU63N4BnZWfHh+4hyG76QPd19vkw2bPJCx9aqxK8Nz+xqFNbk0RdgyWhmgd30jSxHtcQXAllkI7FMpGpOCteJad3bL"
          + "XPDBQIV/xkCtKICCS7Z63gakpxZCLaRZ3qCXP1fapHh+LBIupxenrU6ysc7I3nHmjmKie41IiWwS5puG4zQHhVbq6KWL"
          + "cgWm/3NBZOPQy53ucMu75SXA55I7jarVLZXWUcqBGrcgE3vouWbtwgZuzmoTQl0GSh5VYSVvpW992BuGxUWj0XjPYdIC"
          + "Jm6Cr7xouNXwMcdb7N8caVdkdSZeEnswG19qSyDoQhklwzNGW0yiaayulBqJNjfge/G5V3401c2XaIuAeEIo+QQ4RSNp"
          + "RGfnHkbu/j55FGQAGWjpuBNaIwZbaUoVP3NkGP+vM5rpEDe3sL2GN+Xsd+g9yBs7FqdMV8mXTGgLjCqjrPrke5/km76Q"
          + "3Pe6KPs2YexMRG4MkSx3xUTzZnNn7zIzShPcjeSwBd2pxk6ht5N+fzueZdxl6Oo=";

  @Test
  void readsTheExampleOfTheVendorsPages() {
    assertThat(decrypt("test key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="))
        .contains("hello world");
  }

  @Test
  void readsAnEventWithLettersOfManyBytesAndAWholeBlockOfPadding() {
    assertThat(decrypt("1212121212", ENCRYPTED_EVENT)).contains(EVENT);
  }

  @Test
  void signsOverTimeNonceKeyAndBody() {
    byte[] body = EVENT.getBytes(StandardCharsets.UTF_8);
    EventCipher cipher = new EventCipher("1212121212");
    String signature = "4dca085198cb3216defc5b65b0668c1328b038a22dbadf2bc6c4fdc3d32bbc45";
    assertThat(cipher.signature("timestamp", "nonce", body)).isEqualTo(signature);
    assertThat(cipher.signed(signature, "timestamp", "nonce", body)).isTrue();
    assertThat(cipher.signed(signature, "timestamp", "nonce2", body)).isFalse();
    assertThat(cipher.signed("", "timestamp", "nonce", body)).isFalse();
    assertThat(new EventCipher("1212121213").signed(signature, "timestamp", "nonce", body))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "AA==", "no base64!", "P37w+VZImNgPEO1RBhJ6Rg==", "P37w+VZImNgPEO1RBhJ6RtKl"})
  void readsNothingOutOfWhatIsNoCipherText(String text) {
    assertThat(decrypt("test key", text)).isEmpty();
  }

  @Test
  void readsNothingUnderAnotherKey() {
    assertThat(decrypt("test kex", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=")).isEmpty();
  }

  @Test
  void readsWhatIsNotSignedOnlyWhereItHoldsTheToken() {
    EventCipher cipher = new EventCipher("1212121212");

    assertThat(
            cipher.decryptHolding(
                ENCRYPTED_EVENT, Secret.of("ou_7dab8a3d3cdcc9da365777c7ad535d62")))
        .isPresent();
    assertThat(cipher.decryptHolding(ENCRYPTED_EVENT, Secret.of("another token"))).isEmpty();
  }

  @Test
  void doesNotSayOfWhatIsNotSignedWhetherItsPaddingIsRight() {
    byte[] wire = Base64.getDecoder().decode("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=");
    wire[15] ^= 1; // the last byte of the only block: its padding
    EventCipher cipher = new EventCipher("test key");
    String wrong = Base64.getEncoder().encodeToString(wire);

    assertThat(cipher.decrypt(wrong)).isEmpty();
    assertThat(cipher.decryptHolding(wrong, Secret.of("hello world"))).isPresent();
  }

  private static Optional<String> decrypt(String key, String text) {
    return new EventCipher(key)
        .decrypt(text)
        .map(plain -> new String(plain, StandardCharsets.UTF_8));
  }
}
