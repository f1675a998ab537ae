package dev.muster.testkit.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.alert.AlertFormat;
import dev.muster.spi.alert.AlertFormatException;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.alert.AlertMessage;
import dev.muster.spi.alert.AlertRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds for every {@link AlertFormat}. */
public abstract class AlertFormatContract {
  /** Makes the contract of what the methods below give. */
  protected AlertFormatContract() {}

  /**
   * The format.
   *
   * @return it, another one at every call or the same
   */
  protected abstract AlertFormat format();

  /**
   * A message by which a problem of one alert begins.
   *
   * @return the body, in the first of {@link AlertFormat#mediaTypes}
   */
  protected abstract String firing();

  /**
   * A message by which the same problem ends.
   *
   * @return the body
   */
  protected abstract String resolved();

  private record Sent(String mediaType, InputStream body) implements AlertRequest {
    @Override
    public Optional<String> header(String name) {
      return name.equals("content-type") ? Optional.of(mediaType) : Optional.empty();
    }
  }

  private AlertMessage read(String body) throws IOException {
    AlertFormat format = format();
    return format.read(
        new Sent(
            format.mediaTypes().iterator().next(),
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
  }

  private AlertGroup only(String body) throws IOException {
    List<AlertGroup> groups = read(body).groups();
    assertThat(groups).hasSize(1);
    return groups.get(0);
  }

  @Test
  void hasAnIdForAddressesAndReadsSomething() {
    assertThat(format().id()).matches("[a-z][a-z0-9-]{0,30}").isEqualTo(format().id());
    assertThat(format().mediaTypes())
        .isNotEmpty()
        .allMatch(type -> type.matches("[a-z0-9.+-]+/[a-z0-9.+-]+"));
  }

  @Test
  void readsAProblemThatBegins() throws IOException {
    AlertGroup group = only(firing());
    assertThat(group.ending()).isNotEqualTo(Ending.RESOLVED);
    assertThat(group.title()).isNotBlank();
    assertThat(group.alerts()).hasSize(1).noneMatch(AlertItem::resolved);
    assertThat(group.alerts().get(0).fingerprint()).isNotBlank();
  }

  @Test
  void readsTheEndOfTheSameProblem() throws IOException {
    AlertGroup begun = only(firing());
    AlertGroup ended = only(resolved());
    assertThat(ended.key()).isEqualTo(begun.key());
    assertThat(ended.ending() == Ending.RESOLVED || ended.alerts().get(0).resolved()).isTrue();
    assertThat(ended.alerts().get(0).fingerprint()).isEqualTo(begun.alerts().get(0).fingerprint());
  }

  @Test
  void readsTheSameTwice() throws IOException {
    assertThat(read(firing())).isEqualTo(read(firing()));
  }

  @Test
  void saysInBothLanguagesWhyItMakesNothingOfABody() {
    for (String body : List.of("", "\u0000\u0001\u0002", "<?xml version=\"1.0\"?><a/>")) {
      assertThatThrownBy(() -> read(body))
          .isInstanceOfSatisfying(
              AlertFormatException.class,
              e -> {
                assertThat(e.why().en()).isNotBlank();
                assertThat(e.why().zhCn()).isNotBlank();
              });
    }
  }

  /** Whatever is cut off, or comes twice, is read or refused; nothing else is thrown. */
  @Test
  void breaksOnNothing() {
    String whole = firing();
    for (int length = 0; length <= whole.length(); length++) {
      String part = whole.substring(0, length);
      for (String body : List.of(part, part + part, part + whole.repeat(3))) {
        assertThatCode(
                () -> {
                  try {
                    assertThat(read(body)).isNotNull();
                  } catch (AlertFormatException e) {
                    assertThat(e.why().en()).isNotBlank();
                  }
                })
            .doesNotThrowAnyException();
      }
    }
  }
}
