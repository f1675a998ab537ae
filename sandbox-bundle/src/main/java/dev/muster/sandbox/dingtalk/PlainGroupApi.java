package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.PlatformState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Internal groups: opened without a template and without a key, changed and read by another id than
 * that by which is spoken in them. The app's robot is in one once it was put there.
 */
final class PlainGroupApi {
  static final String CREATE = "v1.0/im/group/create";
  static final String UPDATE = "v1.0/im/group/update";
  static final String ADD_ROBOT = "v1.0/im/conversations/robots";
  static final String READ = "chat/get";

  /** Of the newer API. */
  static final Set<String> CALLS = Set.of(CREATE, UPDATE, ADD_ROBOT);

  static final String READ_PERMISSION = "qyapi_chat_read";

  private static final int LONGEST_NAME = 20;
  private static final int MOST_MEMBERS = 1000;

  private final PlatformState<World> state;
  private final ChatEvents events;
  private final GroupChatApi scenes;

  PlainGroupApi(PlatformState<World> state, ChatEvents events, GroupChatApi scenes) {
    this.state = state;
    this.events = events;
    this.scenes = scenes;
  }

  ObjectNode answer(String call, JsonNode asked) throws ApiError {
    return switch (call) {
      case CREATE -> create(asked);
      case UPDATE -> update(asked);
      default -> addRobot(asked);
    };
  }

  private ObjectNode create(JsonNode asked) throws ApiError {
    String name = name(asked);
    Person owner = scenes.owner(asked.path("owner").asText());
    Set<String> members = new LinkedHashSet<>();
    members.add(owner.id());
    members.addAll(scenes.people(asked.path("useridlist")));
    GroupChat made = GroupChat.of(scenes.newId(), name, Optional.of(owner.id()), members);
    world().chats().open(made);
    world().plainChats.add(made.id());
    return Json.object()
        .put("conversationTag", 2)
        .put("openConversationId", made.id())
        .put("chatid", GroupChatApi.chatId(made.id()));
  }

  private ObjectNode update(JsonNode asked) throws ApiError {
    GroupChat known = known(asked.path("chatid").asText()).orElseThrow(PlainGroupApi::badParameter);
    world()
        .chats()
        .change(
            known.id(),
            badParameter(),
            chat -> {
              GroupChat after = updated(chat, asked);
              events.changed(chat, after);
              return after;
            });
    return Json.object().put("success", true);
  }

  private GroupChat updated(GroupChat chat, JsonNode asked) throws ApiError {
    GroupChat changed = asked.has("name") ? chat.withTitle(name(asked)) : chat;
    if (asked.has("add_useridlist")) {
      changed = changed.joinedBy(scenes.people(asked.path("add_useridlist")));
      if (changed.members().size() > MOST_MEMBERS) {
        throw new ApiError("member.exceed", "群成员数量超出限制");
      }
    }
    if (asked.has("del_useridlist")) {
      Set<String> people = scenes.people(asked.path("del_useridlist"));
      if (chat.owner().filter(people::contains).isPresent()) {
        throw badParameter();
      }
      changed = changed.leftBy(people);
    }
    if (asked.has("owner")) {
      String owner = scenes.owner(asked.path("owner").asText()).id();
      if (!changed.members().contains(owner)) {
        throw badParameter();
      }
      changed = changed.withOwner(Optional.of(owner));
    }
    JsonNode banned = asked.path("managementOptions").path("chatBannedType");
    return banned.isMissingNode() ? changed : changed.withMuted(banned.asInt() == 1);
  }

  private ObjectNode addRobot(JsonNode asked) throws ApiError {
    if (!world().app().robot()
        || !asked.path("robotCode").asText().equals(world().app().clientId())) {
      throw new ApiError("invalidParameter.robotCode.auth", "robotCode");
    }
    String id = asked.path("openConversationId").asText();
    if (!world().plainChats.contains(id)) {
      throw badParameter();
    }
    world().robotsIn.add(id);
    return Json.object().put("success", true);
  }

  /** Answers the older call that reads one. */
  ObjectNode read(Optional<String> chatId) throws ApiError {
    GroupChat chat =
        chatId.flatMap(this::known).orElseThrow(() -> new ApiError("34001", "无效的会话id"));
    ObjectNode info =
        Json.object()
            .put("name", chat.title())
            .put("owner", chat.owner().orElse(""))
            .put("status", chat.standing() ? 1 : 2)
            .put("conversationTag", 2)
            .putPOJO("useridlist", List.copyOf(chat.members()));
    ObjectNode body = Json.object().put("errcode", 0).put("errmsg", "ok");
    body.set("chat_info", info);
    return body;
  }

  private Optional<GroupChat> known(String chatId) {
    return world().plainChats.stream()
        .filter(id -> GroupChatApi.chatId(id).equals(chatId))
        .findFirst()
        .flatMap(world().chats()::find);
  }

  private static String name(JsonNode asked) throws ApiError {
    return Json.text(asked, "name")
        .filter(name -> name.length() <= LONGEST_NAME)
        .orElseThrow(PlainGroupApi::badParameter);
  }

  private static ApiError badParameter() {
    return new ApiError("parameter.invalid", "输入参数错误");
  }

  private World world() {
    return state.world();
  }
}
