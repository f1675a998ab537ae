package dev.muster.lark;

import dev.muster.spi.platform.ConnectionSettings;

/**
 * The custom app that a connection is for.
 *
 * @param cloud where it is
 * @param appId which it is
 * @param hasEncryptKey whether the key is set that events are encrypted and signed with
 * @param hasVerificationToken whether the token is set that events carry
 */
record App(Cloud cloud, String appId, boolean hasEncryptKey, boolean hasVerificationToken) {
  static App of(ConnectionSettings settings) {
    return new App(
        Cloud.of(settings.require(Descriptors.CLOUD)),
        settings.require(Descriptors.APP_ID),
        settings.hasSecret(Descriptors.ENCRYPT_KEY),
        settings.hasSecret(Descriptors.VERIFICATION_TOKEN));
  }

  /** Events are read only with both: a token alone travels in clear and proves little. */
  boolean receivesEvents() {
    return hasEncryptKey && hasVerificationToken;
  }
}
