package dev.muster.support;

import dev.muster.spi.platform.Addresses;
import dev.muster.spi.platform.ProviderContext;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * A platform's settings {@code platform.<id>.<key>}. What is wrong is refused with the key, the
 * value, and what would be right, as {@link dev.muster.spi.platform.ChatProvider#connect} is to.
 *
 * @param context where they are
 * @param platform the platform's id
 */
public record Settings(ProviderContext context, String platform) {
  /**
   * The base address of a server.
   *
   * @param key the last part of the setting's name
   * @param usual the address where it is not set
   * @return the address
   * @throws IllegalArgumentException if it is none
   */
  public URI server(String key, String usual) {
    return Addresses.ofServer(context, platform, key, usual);
  }

  /**
   * A switch.
   *
   * @param key the last part of the setting's name
   * @param usual where it is not set
   * @return whether it is on
   * @throws IllegalArgumentException if it is neither {@code true} nor {@code false}
   */
  public boolean isOn(String key, boolean usual) {
    return value(
        key,
        Boolean.toString(usual),
        text ->
            text.equals("true") || text.equals("false")
                ? Optional.of(text.equals("true"))
                : Optional.empty(),
        "true or false");
  }

  /**
   * Anything else.
   *
   * @param key the last part of the setting's name
   * @param usual the value where it is not set
   * @param read turns the text into a value; empty if it is none
   * @param right what would be right, for the message
   * @param <T> what it is
   * @return the value
   * @throws IllegalArgumentException if it is none
   */
  public <T> T value(String key, String usual, Function<String, Optional<T>> read, String right) {
    String text = context.setting(key).orElse(usual);
    return read.apply(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The setting platform.%s.%s is %s; it has to be %s"
                        .formatted(platform, key, text, right)));
  }
}
