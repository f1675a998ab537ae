package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.MessageRecord.Delivered;
import dev.muster.core.warroom.MessageRecord.Direct;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What goes to one person alone: once, since not every platform has keys for such messages. */
final class DirectMessages {
  private DirectMessages() {}

  static Delivered send(ChatRun run, Stored<MessageRecord> stored, Direct person) throws Fault {
    MessageRecord it = stored.value();
    String title = it.title().orElse("");
    String text = cut(it.text(), Messages.Message.MOST_BYTES - bytes(title));
    Messages.Message message =
        Messages.Message.of(person.company(), person.userId(), Secret.of(text))
            .withTitle(title)
            .withKey(stored.key().id());
    Messages.Delivery delivery;
    try {
      delivery = run.calls().send(run.tenant, run.platform, message);
    } catch (Fault e) {
      if (e.gone()) {
        // that is about the person, not about the chat
        return Delivered.failed(notReached());
      }
      throw e;
    }
    if (delivery instanceof Messages.Delivery.Sent) {
      return Delivered.sent(
          text.equals(it.text()) ? Optional.empty() : Optional.of(ChatTexts.cut()));
    }
    return Delivered.failed(
        delivery instanceof Messages.Delivery.Unknown ? ChatTexts.unsure() : notReached());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Between two characters. */
  private static String cut(String text, int most) {
    int bytes = 0;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      bytes += bytes(Character.toString(codePoint));
      if (bytes > most) {
        return text.substring(0, at);
      }
      at += Character.charCount(codePoint);
    }
    return text;
  }

  private static Problem notReached() {
    return new Problem(
        "not-reached",
        new Text("The app cannot write to this person.", "应用无法向该成员发送消息。"),
        Optional.empty());
  }
}
