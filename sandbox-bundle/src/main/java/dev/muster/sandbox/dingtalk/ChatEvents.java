package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.WebhookCall;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tells of what becomes of a chat, one event for each thing. */
final class ChatEvents {
  private final Webhooks webhooks;
  private final Sending sending;

  ChatEvents(Webhooks webhooks, Sending sending) {
    this.webhooks = webhooks;
    this.sending = sending;
  }

  /** Sends a webhook request, if it is known where to. */
  interface Sending {
    void send(String what, String subject, WebhookCall call);
  }

  /** What is different from before. */
  void changed(GroupChat before, GroupChat after) {
    members("chat_add_member", after, without(after.members(), before.members()));
    members("chat_remove_member", after, without(before.members(), after.members()));
    if (!after.title().equals(before.title())) {
      tell("chat_update_title", after, event -> event.put("title", after.title()));
    }
    if (!after.owner().equals(before.owner())) {
      tell("chat_update_owner", after, event -> event.put("owner", after.owner().orElse("")));
    }
    if (before.standing() && !after.standing()) {
      dissolved(after);
    }
  }

  void dissolved(GroupChat chat) {
    tell("chat_disband", chat, event -> event);
  }

  private static List<String> without(List<String> people, List<String> others) {
    return people.stream().filter(id -> !others.contains(id)).toList();
  }

  private void members(String type, GroupChat chat, List<String> people) {
    if (!people.isEmpty()) {
      List<String> accounts = people.stream().map(id -> "union-" + id).toList();
      tell(type, chat, event -> event.putPOJO("userId", people).putPOJO("unionId", accounts));
    }
  }

  private void tell(String type, GroupChat chat, UnaryOperator<ObjectNode> more) {
    ObjectNode event =
        Json.object()
            .put("chatId", GroupChatApi.chatId(chat.id()))
            .put("openConversationId", chat.id())
            .put("operator", chat.owner().orElse(""));
    String what = type.replace('_', '-');
    sending.send(what, chat.id(), webhooks.write(type, more.apply(event)));
  }
}
