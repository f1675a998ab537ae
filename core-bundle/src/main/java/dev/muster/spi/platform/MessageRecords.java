package dev.muster.spi.platform;

import dev.muster.spi.Secret;
import dev.muster.spi.platform.Messages.Delivery;
import dev.muster.spi.platform.Messages.Message;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the values of {@link Messages} are. */
final class MessageRecords {
  private MessageRecords() {}

  record SentRecord() implements Delivery.Sent {}

  record NotReachedRecord() implements Delivery.NotReached {}

  record UnknownRecord(ProviderException.Code code) implements Delivery.Unknown {}

  record MessageRecord(
      String company,
      String userId,
      Optional<String> title,
      Secret text,
      String language,
      Optional<String> key)
      implements Message {
    MessageRecord {
      if (title.filter(line -> line.isBlank() || line.indexOf('\n') >= 0).isPresent()) {
        throw new IllegalArgumentException("The title of a message is one line");
      }
      int bytes = bytes(text.reveal()) + title.map(MessageRecord::bytes).orElse(0);
      if (bytes > MOST_BYTES) {
        throw new IllegalArgumentException(
            "A message has at most " + MOST_BYTES + " bytes, not " + bytes);
      }
      if (key.filter(it -> !it.matches("[A-Za-z0-9_-]{1,50}")).isPresent()) {
        throw new IllegalArgumentException("The key of a message is [A-Za-z0-9_-]{1,50}");
      }
    }

    private static int bytes(String of) {
      return of.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public Message withTitle(String line) {
      return new MessageRecord(company, userId, Optional.of(line), text, language, key);
    }

    @Override
    public Message withLanguage(String tag) {
      return new MessageRecord(company, userId, title, text, tag, key);
    }

    @Override
    public Message withKey(String by) {
      return new MessageRecord(company, userId, title, text, language, Optional.of(by));
    }
  }
}
