package dev.muster.core.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Messages;
import dev.muster.spi.platform.ProviderException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a platform was given to send, and what it says of it: that it was sent, unless told. */
public final class FakeMessages implements Messages {
  private static final Pattern CODE = Pattern.compile("[0-9]{6,10}");

  public final List<Message> messages = new ArrayList<>();
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private Optional<ProviderException.Code> fault = Optional.empty();

  public void answers(Delivery delivery) {
    deliveries.add(delivery);
  }

  public void fails(ProviderException.Code code) {
    fault = Optional.of(code);
  }

  /** The code of the last message. */
  public String code() {
    Matcher code = CODE.matcher(messages.get(messages.size() - 1).text().reveal());
    if (!code.find()) {
      throw new AssertionError("There is no code in the message");
    }
    return code.group();
  }

  @Override
  public Delivery send(Message message, Deadline deadline) throws ProviderException {
    messages.add(message);
    if (fault.isPresent()) {
      throw new ProviderException(fault.get(), "as the test says", Optional.of("7"));
    }
    Delivery next = deliveries.poll();
    return next == null ? Delivery.sent() : next;
  }
}
