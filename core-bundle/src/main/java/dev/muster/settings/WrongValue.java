package dev.muster.settings;

/**
 * Why a value does not do.
 *
 * @param found what it is, to follow the key in a sentence; never a secret
 * @param remedy what would be right
 */
public record WrongValue(String found, String remedy) {
  static WrongValue is(String value, String remedy) {
    return new WrongValue("is '" + value + "'", remedy);
  }
}
