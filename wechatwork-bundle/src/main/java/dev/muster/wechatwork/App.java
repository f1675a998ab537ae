package dev.muster.wechatwork;

import dev.muster.spi.platform.ConnectionSettings;

/**
 * The self-built app that a connection is for.
 *
 * @param corpId the company
 * @param agentId the app in it
 * @param privateInfo whether people are asked to hand over phone and mailbox
 * @param hasAddressBookSecret whether the address book's own key is set
 * @param eventKeys how many of the two keys of events are set
 */
record App(
    String corpId,
    String agentId,
    boolean privateInfo,
    boolean hasAddressBookSecret,
    int eventKeys) {
  static App of(ConnectionSettings settings) {
    return new App(
        settings.require(Descriptors.CORP_ID),
        settings.require(Descriptors.AGENT_ID),
        settings.isOn(Descriptors.PRIVATE_INFO),
        settings.hasSecret(Descriptors.ADDRESS_BOOK_SECRET),
        (settings.hasSecret(Descriptors.CALLBACK_TOKEN) ? 1 : 0)
            + (settings.hasSecret(Descriptors.CALLBACK_AES_KEY) ? 1 : 0));
  }
}
