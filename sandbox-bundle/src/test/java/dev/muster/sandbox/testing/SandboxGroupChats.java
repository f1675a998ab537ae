package dev.muster.sandbox.testing;

import dev.muster.sandbox.common.Fault;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.testkit.platform.GroupChatFixture;
import dev.muster.testkit.platform.Persona;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The group chats of the sandbox, whose members are of the crowd.
 *
 * @param sandbox the simulated platform
 * @param people somebody's id
 * @param calls the calls about group chats, as a fault names them
 */
public record SandboxGroupChats(
    SimulatedPlatform<?> sandbox, Function<Persona, Optional<String>> people, String calls)
    implements GroupChatFixture {
  @Override
  public Optional<String> userId(Persona persona) {
    return people.apply(persona);
  }

  @Override
  public List<String> people(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> "crowd-" + number).toList();
  }

  @Override
  public Optional<SeenChat> seen(GroupChatRef chat) {
    return sandbox.chats().stream()
        .filter(it -> it.id().equals(chat.chatId()))
        .findFirst()
        .map(SandboxGroupChats::seen);
  }

  private static SeenChat seen(GroupChat chat) {
    return new SeenChat(
        chat.standing(),
        chat.title(),
        chat.owner(),
        Set.copyOf(chat.members()),
        chat.messages().stream().map(GroupChat.Said::text).toList(),
        chat.mentioned(),
        chat.pinnedMessage().map(GroupChat.Said::text),
        chat.muted());
  }

  @Override
  public long opened() {
    return sandbox.chatsOpened();
  }

  @Override
  public void dissolveByHand(GroupChatRef chat) {
    sandbox.dissolveChat(chat.chatId());
  }

  @Override
  public void loseNextAnswer() {
    sandbox.faults().add(calls, Fault.Kind.HANG, "0", 0, 1);
  }
}
