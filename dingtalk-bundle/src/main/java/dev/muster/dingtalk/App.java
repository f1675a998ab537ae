package dev.muster.dingtalk;

import dev.muster.spi.platform.ConnectionSettings;

/**
 * The in-house app that a connection is for.
 *
 * @param corpId the company
 * @param clientId the app in it
 * @param hasCallbackToken whether the key that webhook events are signed with is set
 * @param hasCallbackAesKey whether the key that webhook events are encrypted with is set
 */
record App(String corpId, String clientId, boolean hasCallbackToken, boolean hasCallbackAesKey) {
  static App of(ConnectionSettings settings) {
    return new App(
        settings.require(Descriptors.CORP_ID),
        settings.require(Descriptors.CLIENT_ID),
        settings.hasSecret(Descriptors.CALLBACK_TOKEN),
        settings.hasSecret(Descriptors.CALLBACK_AES_KEY));
  }

  /** Whether webhook events can be verified and read. */
  boolean receivesEvents() {
    return hasCallbackToken && hasCallbackAesKey;
  }
}
