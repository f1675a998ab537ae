package dev.muster.dingtalk;

import dev.muster.spi.platform.ConnectionSettings;
import java.util.Optional;

/**
 * The in-house app that a connection is for.
 *
 * @param corpId the company
 * @param clientId the app in it
 * @param hasCallbackToken whether the key that webhook events are signed with is set
 * @param hasCallbackAesKey whether the key that webhook events are encrypted with is set
 * @param groupTemplateId of which its group chats are made
 * @param groupRobotId the robot that speaks in them
 */
record App(
    String corpId,
    String clientId,
    boolean hasCallbackToken,
    boolean hasCallbackAesKey,
    Optional<String> groupTemplateId,
    Optional<String> groupRobotId) {
  static App of(ConnectionSettings settings) {
    return new App(
        settings.require(Descriptors.CORP_ID),
        settings.require(Descriptors.CLIENT_ID),
        settings.hasSecret(Descriptors.CALLBACK_TOKEN),
        settings.hasSecret(Descriptors.CALLBACK_AES_KEY),
        settings.field(Descriptors.GROUP_TEMPLATE_ID).filter(id -> !id.isBlank()),
        settings.field(Descriptors.GROUP_ROBOT_ID).filter(id -> !id.isBlank()));
  }

  /** Whether it is meant to open group chats. */
  boolean opensGroupChats() {
    return groupTemplateId.isPresent() || groupRobotId.isPresent();
  }

  /** Whether webhook events can be verified and read. */
  boolean receivesEvents() {
    return hasCallbackToken && hasCallbackAesKey;
  }
}
