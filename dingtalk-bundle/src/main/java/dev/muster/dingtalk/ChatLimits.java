package dev.muster.dingtalk;

import dev.muster.spi.platform.ProviderContext;
import dev.muster.support.Settings;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the platform bears of group chats where its pages do not say, or say it of older calls.
 *
 * @param members how many people a chat takes
 * @param atOnce how many people one call adds or removes
 * @param bytes how long a message is
 * @param keyMinutes for how long a key opens the same chat
 * @param robot who speaks in chats
 * @param plain which chats are internal groups
 */
record ChatLimits(
    int members, int atOnce, int bytes, int keyMinutes, ChatRobot robot, Plain plain) {
  /**
   * Internal groups, which are what an app without a group template can open.
   *
   * @param when whose chats are
   * @param robot whether the app's robot is put into them by a call that no page has for them
   * @param dissolve whether they are dissolved by a call that no page has for them
   */
  record Plain(When when, boolean robot, boolean dissolve) {}

  /** Whose chats are internal groups. */
  enum When {
    NEVER("never"),
    WITHOUT_TEMPLATE("without-template"),
    ALWAYS("always");

    private final String id;

    When(String id) {
      this.id = id;
    }
  }

  /** Whether an app's chats are internal groups. */
  boolean isPlain(App app) {
    return switch (plain.when()) {
      case NEVER -> false;
      case WITHOUT_TEMPLATE -> app.groupTemplateId().isEmpty();
      case ALWAYS -> true;
    };
  }

  /** Who speaks in an app's chats: no robot of a template is in internal groups. */
  ChatRobot robotOf(App app) {
    return isPlain(app) ? ChatRobot.APP : robot;
  }

  /** Which fields of an app's form are missing for chats, of those that are needed. */
  Set<String> missing(App app) {
    return isPlain(app) ? Set.of() : robot.missing(app);
  }

  /** Whether an app is meant to open chats. */
  boolean isMeant(App app) {
    return isPlain(app) || app.opensGroupChats();
  }

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
            "group or app"),
        new Plain(
            settings.value(
                "chat.plain",
                When.NEVER.id,
                text -> Stream.of(When.values()).filter(it -> it.id.equals(text)).findFirst(),
                "never, without-template or always"),
            flag(settings, "chat.plain.robot"),
            flag(settings, "chat.plain.dissolve")));
  }

  private static boolean flag(Settings settings, String key) {
    return settings.value(
        key,
        "false",
        text ->
            Optional.of(text.strip())
                .filter(it -> it.equals("true") || it.equals("false"))
                .map(Boolean::valueOf),
        "true or false");
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
