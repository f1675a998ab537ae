package dev.muster.wechatwork;

import dev.muster.spi.platform.ProviderContext;
import dev.muster.support.Settings;
import java.util.Optional;

/**
 * What the platform bears of group chats, where its pages differ from each other or from what a
 * company's administrator has set.
 *
 * @param members how many people a chat takes
 * @param openings how many chats are opened in a day
 * @param changes how often chats are changed in an hour
 */
record ChatLimits(int members, int openings, int changes) {
  /** Two thousand, of which the app is one; an older page has 500. */
  private static final String USUAL_MEMBERS = "1999";

  /** A thousand in the company, all apps together. */
  private static final String USUAL_OPENINGS = "900";

  /** A thousand in the company, all apps together; an older page has 100. */
  private static final String USUAL_CHANGES = "900";

  /** The most that any page has ever told of. */
  private static final int MOST_MEMBERS = 2000;

  static ChatLimits of(ProviderContext context) {
    Settings settings = new Settings(context, Descriptors.ID);
    return new ChatLimits(
        settings.value(
            "chat.members",
            USUAL_MEMBERS,
            text -> number(text).filter(most -> most >= 2 && most <= MOST_MEMBERS),
            "a number from 2 to " + MOST_MEMBERS),
        settings.value("chat.openings", USUAL_OPENINGS, ChatLimits::number, "a number such as 900"),
        settings.value("chat.changes", USUAL_CHANGES, ChatLimits::number, "a number such as 900"));
  }

  private static Optional<Integer> number(String text) {
    return Optional.of(text.strip())
        .filter(number -> number.matches("[0-9]{1,7}"))
        .map(Integer::valueOf);
  }
}
