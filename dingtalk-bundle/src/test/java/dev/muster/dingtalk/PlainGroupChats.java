package dev.muster.dingtalk;

import dev.muster.spi.chat.GroupChatRef;
import dev.muster.testkit.platform.GroupChatFixture;
import dev.muster.testkit.platform.Persona;
import java.util.List;
import java.util.Optional;

/** Internal groups, which the sandbox knows by the other of their two ids. */
record PlainGroupChats(GroupChatFixture all) implements GroupChatFixture {
  private static GroupChatRef other(GroupChatRef chat) {
    return new GroupChatRef(chat.detail(), chat.chatId());
  }

  @Override
  public Optional<String> userId(Persona persona) {
    return all.userId(persona);
  }

  @Override
  public List<String> people(int count) {
    return all.people(count);
  }

  @Override
  public Optional<SeenChat> seen(GroupChatRef chat) {
    return all.seen(other(chat));
  }

  @Override
  public long opened() {
    return all.opened();
  }

  @Override
  public void dissolveByHand(GroupChatRef chat) {
    all.dissolveByHand(other(chat));
  }

  @Override
  public void loseNextAnswer() {
    all.loseNextAnswer();
  }
}
