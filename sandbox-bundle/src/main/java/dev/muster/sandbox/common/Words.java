package dev.muster.sandbox.common;

/**
 * A text in the sandbox's two languages.
 *
 * @param en English
 * @param zh Chinese
 */
public record Words(String en, String zh) {
  /**
   * The text in one language.
   *
   * @param chinese whether in Chinese
   * @return the text
   */
  public String in(boolean chinese) {
    return chinese ? zh : en;
  }
}
