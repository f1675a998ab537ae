package dev.muster.spi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @Test
  void takesAPictureByHttps() {
    assertThat(Addresses.ofPicture("https://p.example/li?size=240#x"))
        .contains(URI.create("https://p.example/li?size=240#x"));
    assertThat(Addresses.ofPicture("https://" + "x".repeat(1992))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://",
        "http://p.example/li",
        "javascript:alert(1)",
        "https://p.example/l i",
        "https://p.example/\u674e",
        "https://p.example/%",
        "https://p.example/<li>"
      })
  void takesNothingElseForOne(String text) {
    assertThat(Addresses.ofPicture(text)).isEmpty();
  }

  @Test
  void takesNoPictureWhoseAddressIsTooLong() {
    assertThat(Addresses.ofPicture("https://" + "x".repeat(1993))).isEmpty();
  }
}
