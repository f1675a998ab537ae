package dev.muster.web.signin;

import dev.muster.api.Branding;
import dev.muster.api.Color;
import java.util.List;

/**
 * The accent of a tenant's pages.
 *
 * @param light in a light browser
 * @param dark in a dark one
 */
public record Palette(Color light, Color dark) {
  /** What can be told apart by those who see badly (WCAG 2.2, 1.4.3). */
  public static final double ENOUGH = 4.5;

  private static final Color LIGHT = new Color("#1f5fd1");
  private static final Color DARK = new Color("#7aa7ff");

  /** What is behind links, as the style sheet has it: {@code --card} and {@code --ground}. */
  private static final List<Color> LIGHT_GROUNDS =
      List.of(new Color("#ffffff"), new Color("#f3f5f8"));

  private static final List<Color> DARK_GROUNDS =
      List.of(new Color("#181e27"), new Color("#0f1319"));

  /**
   * The colours of a branding, or the pages' own.
   *
   * @param branding a tenant's
   * @return the colours
   */
  public static Palette of(Branding branding) {
    return new Palette(
        branding.primaryColor().orElse(LIGHT), branding.darkPrimaryColor().orElse(DARK));
  }

  /**
   * How well links are read on light pages.
   *
   * @return the contrast where it is worst
   */
  public double lightContrast() {
    return worst(light, LIGHT_GROUNDS);
  }

  /**
   * How well links are read on dark pages.
   *
   * @return the contrast where it is worst
   */
  public double darkContrast() {
    return worst(dark, DARK_GROUNDS);
  }

  private static double worst(Color color, List<Color> grounds) {
    return grounds.stream().mapToDouble(color::contrastWith).min().orElseThrow();
  }
}
