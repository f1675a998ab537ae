package dev.muster.core.testing;

import dev.muster.spi.Secret;
import dev.muster.spi.hook.CodeDelivery;
import java.util.ArrayList;
import java.util.List;

/** Keeps what would have gone by mail. */
public final class SentCodes implements CodeDelivery {
  public final List<Message> messages = new ArrayList<>();

  /** Whether it fails. */
  public boolean broken;

  @Override
  public String name() {
    return "test-mail";
  }

  @Override
  public boolean reaches(Address address) {
    return address instanceof Email;
  }

  @Override
  public void deliver(Message message) {
    if (broken) {
      throw new IllegalStateException("as the test says");
    }
    messages.add(message);
  }

  /** The code that was sent last. */
  public Secret last() {
    return messages.get(messages.size() - 1).code();
  }

  /** A code that was not sent last. */
  public Secret wrong() {
    return Secret.of(last().reveal().equals("000000") ? "000001" : "000000");
  }
}
