package dev.muster.api;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour of sRGB.
 *
 * @param hex {@code #rrggbb}, in small letters
 */
public record Color(String hex) {
  private static final Pattern HEX = Pattern.compile("#[0-9a-f]{6}");
  private static final Color BLACK = new Color("#000000");
  private static final Color WHITE = new Color("#ffffff");

  /** Validates. */
  public Color {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("Not a colour: " + hex);
    }
  }

  /**
   * Reads a colour.
   *
   * @param text {@code #rrggbb}, in any case
   * @return the colour, or empty if the text is none
   */
  public static Optional<Color> of(String text) {
    String hex = text.toLowerCase(Locale.ROOT);
    return HEX.matcher(hex).matches() ? Optional.of(new Color(hex)) : Optional.empty();
  }

  /**
   * The contrast ratio of this and another colour (WCAG 2.2).
   *
   * @param other the other
   * @return 1 for two that are the same to 21 for black and white
   */
  public double contrastWith(Color other) {
    double one = luminance();
    double two = other.luminance();
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  /**
   * What can be read on this colour: one of the two always has a contrast of 4.5 and more.
   *
   * @return black or white
   */
  public Color ink() {
    return contrastWith(WHITE) >= contrastWith(BLACK) ? WHITE : BLACK;
  }

  /**
   * What a button of this colour turns to when somebody points at it.
   *
   * @return a shade on which {@link #ink} is read still better
   */
  public Color hover() {
    int to = ink().equals(WHITE) ? 0 : 255;
    return new Color(
        String.format(
            Locale.ROOT,
            "#%02x%02x%02x",
            mixed(channel(0), to),
            mixed(channel(1), to),
            mixed(channel(2), to)));
  }

  private static int mixed(int channel, int to) {
    return (channel * 84 + to * 16) / 100;
  }

  /** Red, green or blue, from 0 to 255. */
  private int channel(int index) {
    return Integer.parseInt(hex, 1 + 2 * index, 3 + 2 * index, 16);
  }

  private double luminance() {
    return 0.2126 * linear(channel(0)) + 0.7152 * linear(channel(1)) + 0.0722 * linear(channel(2));
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
