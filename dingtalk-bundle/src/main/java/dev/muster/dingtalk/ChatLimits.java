package dev.muster.dingtalk;

import dev.muster.spi.platform.ProviderContext;
import dev.muster.support.Settings;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the platform bears of group chats where its pages do not say, or say it of older calls.
 *
 * @param members how many people a chat takes
 * @param atOnce how many people one call adds or removes
 * @param bytes how long a message is
 * @param keyMinutes for how long a key opens the same chat
 * @param robot who speaks in chats
 */
record ChatLimits(int members, int atOnce, int bytes, int keyMinutes, ChatRobot robot) {
  /** So it is said of the older calls, as is how many one call adds. */
  private static final int USUAL_MEMBERS = 1000;

  private static final int USUAL_AT_ONCE = 100;

  /**
   * The platform takes 15 000 bytes of JSON from the app's robot, in which a sign may be longer,
   * and does not say how much from the other.
   */
  private static final int USUAL_BYTES = 5000;

  private static final int MOST_BYTES = 14_000;

  /** There is a key, but nowhere for how long. */
  private static final int USUAL_KEY_MINUTES = 10;

  private static final int DAY_MINUTES = 24 * 60;

  static ChatLimits of(ProviderContext context) {
    Settings settings = new Settings(context, Descriptors.ID);
    return new ChatLimits(
        number(settings, "chat.members", USUAL_MEMBERS, 2, 20_000),
        number(settings, "chat.at-once", USUAL_AT_ONCE, 1, 999),
        number(settings, "chat.bytes", USUAL_BYTES, 256, MOST_BYTES),
        number(settings, "chat.key.minutes", USUAL_KEY_MINUTES, 0, DAY_MINUTES),
        settings.value(
            "chat.robot",
            ChatRobot.GROUP.id(),
            text -> Stream.of(ChatRobot.values()).filter(it -> it.id().equals(text)).findFirst(),
            "group or app"));
  }

  private static int number(Settings settings, String key, int usual, int least, int most) {
    return settings.value(
        key,
        Integer.toString(usual),
        text ->
            Optional.of(text.strip())
                .filter(number -> number.matches("[0-9]{1,6}"))
                .map(Integer::valueOf)
                .filter(number -> number >= least && number <= most),
        "a number from " + least + " to " + most);
  }
}
