package dev.muster.sandbox.wechatwork;

/**
 * A text in the sandbox's two languages.
 *
 * @param en English
 * @param zh Chinese
 */
record Words(String en, String zh) {
  String in(boolean chinese) {
    return chinese ? zh : en;
  }
}
