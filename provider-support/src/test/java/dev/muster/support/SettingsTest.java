package dev.muster.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.testkit.platform.TestProviderContext;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static Settings settings(Map<String, String> values) {
    return new Settings(new TestProviderContext(Map.of(), values, Clock.systemUTC()), "acme");
  }

  @Test
  void usesWhatIsUsualWhereNothingIsSet() {
    Settings settings = settings(Map.of());

    assertThat(settings.server("api.url", "https://api.acme.example"))
        .isEqualTo(URI.create("https://api.acme.example"));
    assertThat(settings.isOn("switch", true)).isTrue();
    int length = settings.value("n", "five", text -> Optional.of(text.length()), "a text");
    assertThat(length).isEqualTo(4);
  }

  @Test
  void readsWhatIsSet() {
    assertThat(settings(Map.of("switch", "false")).isOn("switch", true)).isFalse();
    assertThat(settings(Map.of("switch", "true")).isOn("switch", false)).isTrue();
  }

  @Test
  void saysOfAWrongOneWhatWouldBeRight() {
    assertThatThrownBy(() -> settings(Map.of("switch", "yes")).isOn("switch", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The setting platform.acme.switch is yes; it has to be true or false");
  }
}
