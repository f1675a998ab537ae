package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.Markdown;
import dev.muster.sandbox.common.PlatformState;
import dev.muster.sandbox.common.SimulatedChats;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Scene groups. Whoever cannot be in one is left out without a word; what does not stand any more
 * is refused like a parameter that is wrong, but where its status is asked for.
 */
final class GroupChatApi {
  static final String SEND = "topapi/im/chat/scencegroup/message/send_v2";
  static final String SEND_BY_APP = "v1.0/robot/groupMessages/send";
  static final String CREATE = "v1.0/im/sceneGroup/create";
  static final String UPDATE = "v1.0/im/sceneGroup/update";
  static final String ADD = "v1.0/im/sceneGroup/member/add";
  static final String REMOVE = "v1.0/im/sceneGroup/member/delete";
  static final String QUERY = "v1.0/im/sceneGroups/query";
  static final String MEMBERS = "v1.0/im/sceneGroups/members/batchQuery";
  static final String DISBAND = "v1.0/im/chat/scenegroup/disband";

  /** Of the newer API. */
  static final Set<String> CALLS =
      Set.of(CREATE, UPDATE, ADD, REMOVE, QUERY, MEMBERS, DISBAND, SEND_BY_APP);

  static final String PERMISSION = "qyapi_chat_manage";

  private static final int LONGEST_TITLE = 30;
  private static final int MOST_MEMBERS = 1000;
  private static final int MOST_AT_ONCE = 100;
  private static final int MOST_MENTIONED = 50;
  private static final int MOST_BYTES = 15_000;
  private static final int ID_BYTES = 16;

  private final PlatformState<World> state;
  private final ChatEvents events;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  GroupChatApi(PlatformState<World> state, ChatEvents events, Clock clock) {
    this.state = state;
    this.events = events;
    this.clock = clock;
  }

  /** Answers a call of the newer API. */
  ObjectNode answer(String call, JsonNode asked) throws ApiError {
    return switch (call) {
      case CREATE -> create(asked);
      case UPDATE -> done(call, asked, chat -> updated(chat, asked));
      case ADD -> done(call, asked, chat -> joined(chat, asked));
      case REMOVE -> done(call, asked, chat -> left(chat, asked));
      case QUERY -> query(asked);
      case MEMBERS -> members(asked);
      case DISBAND -> done(call, asked, GroupChat::dissolved);
      default -> sendByApp(asked);
    };
  }

  private ObjectNode create(JsonNode asked) throws ApiError {
    if (!asked.path("template_id").asText().equals(world().app().groupTemplateId())) {
      throw new ApiError("groupTemplate.notFound", "群模板不存在或者已下线");
    }
    String title = title(asked);
    Person owner = owner(asked.path("owner_user_id").asText());
    Set<String> members = new LinkedHashSet<>();
    members.add(owner.id());
    members.addAll(people(asked.path("user_ids")));
    if (members.size() > MOST_MEMBERS) {
      throw full();
    }
    GroupChat made = GroupChat.of(newId(), title, Optional.of(owner.id()), members);
    String key = Json.text(asked, "uuid").orElse(made.id());
    String id = world().chatsByKey.computeIfAbsent(key, it -> opened(made));
    return Json.object().put("open_conversation_id", id).put("chat_id", chatId(id));
  }

  private String opened(GroupChat chat) {
    world().chats().open(chat);
    return chat.id();
  }

  String newId() {
    byte[] some = new byte[ID_BYTES];
    random.nextBytes(some);
    return "cid" + Base64.getEncoder().encodeToString(some);
  }

  /** What the older calls, and events, call a chat. */
  static String chatId(String id) {
    UUID same = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    return "chat" + same.toString().replace("-", "");
  }

  private ObjectNode done(String call, JsonNode asked, SimulatedChats.Change change)
      throws ApiError {
    boolean disband = call.equals(DISBAND);
    String id = asked.path(disband ? "openConversationId" : "open_conversation_id").asText();
    ApiError gone = disband ? new ApiError("paramIllegal", "paramIllegal") : badParameter();
    world()
        .chats()
        .change(
            id,
            gone,
            chat -> {
              GroupChat after = change.of(chat);
              events.changed(chat, after);
              return after;
            });
    return Json.object().put("success", true);
  }

  private GroupChat updated(GroupChat chat, JsonNode asked) throws ApiError {
    GroupChat changed = asked.has("title") ? chat.withTitle(title(asked)) : chat;
    if (asked.has("owner_user_id")) {
      String owner = owner(asked.path("owner_user_id").asText()).id();
      if (!chat.members().contains(owner)) {
        throw badParameter();
      }
      changed = changed.withOwner(Optional.of(owner));
    }
    JsonNode banned = asked.path("management_options").path("chat_banned_type");
    return banned.isMissingNode() ? changed : changed.withMuted(banned.asInt() == 1);
  }

  private GroupChat joined(GroupChat chat, JsonNode asked) throws ApiError {
    GroupChat changed = chat.joinedBy(people(asked.path("user_ids")));
    if (changed.members().size() > MOST_MEMBERS) {
      throw full();
    }
    return changed;
  }

  private GroupChat left(GroupChat chat, JsonNode asked) throws ApiError {
    Set<String> people = people(asked.path("user_ids"));
    if (chat.owner().filter(people::contains).isPresent()) {
      throw badParameter();
    }
    return chat.leftBy(people);
  }

  private ObjectNode query(JsonNode asked) throws ApiError {
    GroupChat chat = known(asked);
    return Json.object()
        .put("success", true)
        .put("openConversationId", chat.id())
        .put("title", chat.title())
        .put("ownerUserId", chat.owner().orElse(""))
        .put("templateId", world().app().groupTemplateId())
        .put("groupUrl", "https://qr.dingtalk.example/action/joingroup?code=" + chatId(chat.id()))
        .put("icon", "")
        .put("status", chat.standing() ? 1 : 2);
  }

  private ObjectNode members(JsonNode asked) throws ApiError {
    GroupChat chat = known(asked);
    if (!chat.standing()) {
      throw new ApiError("groupPermissionDenied", "无权限，该群没有安装群模板");
    }
    ObjectNode body =
        Json.object()
            .put("success", true)
            .put("hasMore", false)
            .putPOJO("memberUserIds", chat.members());
    body.putArray("unionIdList");
    return body;
  }

  private GroupChat known(JsonNode asked) throws ApiError {
    return world()
        .chats()
        .find(asked.path("openConversationId").asText())
        .orElseThrow(() -> new ApiError("cidEncryptError", "群ID解析错误"));
  }

  /** What the robot of the template says; answers the name of the message. */
  String send(JsonNode asked) throws ApiError {
    if (!asked.path("robot_code").asText().equals(world().app().groupRobotId())) {
      throw new ApiError("660014", "查无此机器人");
    }
    boolean markdown = asked.path("msg_template_id").asText().equals("inner_app_template_markdown");
    if (!markdown && !asked.path("msg_template_id").asText().equals("inner_app_template_text")) {
      throw new ApiError("660024", "查无此消息模板");
    }
    String text =
        parameter(asked.path("msg_param_map").asText(), markdown ? "markdown_content" : "content")
            .map(it -> markdown ? Markdown.shown(it) : it)
            .orElseThrow(() -> new ApiError("660025", "消息模板渲染失败"));
    List<String> named =
        Json.text(asked, "at_users")
            .map(ids -> Arrays.asList(ids.split(",", -1)))
            .orElse(List.of());
    if (named.size() > MOST_MENTIONED) {
      throw new ApiError("660022", "接收人识别失败");
    }
    boolean everybody = asked.path("is_at_all").asBoolean();
    String id = asked.path("target_open_conversation_id").asText();
    ApiError gone = new ApiError("660015", "查无此场景群");
    return said(id, text, gone, chat -> everybody ? chat.members() : named);
  }

  private ObjectNode sendByApp(JsonNode asked) throws ApiError {
    if (!world().app().robot()
        || !asked.path("robotCode").asText().equals(world().app().clientId())) {
      throw new ApiError("invalidParameter.robotCode.auth", "robotCode");
    }
    boolean markdown = asked.path("msgKey").asText().equals("sampleMarkdown");
    String text =
        parameter(asked.path("msgParam").asText(), markdown ? "text" : "content")
            .map(it -> markdown ? Markdown.shown(it) : it)
            .orElseThrow(() -> new ApiError("invalidParameter.msgParam.invalid", "msgParam"));
    String id = asked.path("openConversationId").asText();
    if (world().plainChats.contains(id) && !world().robotsIn.contains(id)) {
      // by what word the platform refuses that is not documented
      throw new ApiError("robot.notInGroup", "机器人不在群中");
    }
    return Json.object().put("processQueryKey", said(id, text, badParameter(), chat -> List.of()));
  }

  private static Optional<String> parameter(String json, String name) {
    return Optional.of(json)
        .filter(text -> text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES)
        .flatMap(Json::parse)
        .flatMap(parameters -> Json.text(parameters, name));
  }

  private interface Named {
    List<String> of(GroupChat chat);
  }

  /** Who is no member is not told. */
  private String said(String id, String text, ApiError gone, Named named) throws ApiError {
    String name = UUID.randomUUID().toString();
    world()
        .chats()
        .change(
            id,
            gone,
            chat -> {
              Set<String> told = new LinkedHashSet<>(named.of(chat));
              told.retainAll(chat.members());
              return chat.saying(new GroupChat.Said(name, clock.instant(), text, told));
            });
    return name;
  }

  private static String title(JsonNode asked) throws ApiError {
    return Json.text(asked, "title")
        .filter(title -> title.length() <= LONGEST_TITLE)
        .orElseThrow(GroupChatApi::badParameter);
  }

  /** Somebody who can own a chat. */
  Person owner(String id) throws ApiError {
    Person owner =
        world()
            .person(id)
            .filter(Person::welcome)
            .orElseThrow(() -> new ApiError("member.notFound", "不存在的员工"));
    if (!owner.inRange()) {
      throw new ApiError("permession.checkFailed", "群主不在应用可见性内");
    }
    return owner;
  }

  /** Those of some people who can be in a chat. */
  Set<String> people(JsonNode ids) throws ApiError {
    Set<String> people = new LinkedHashSet<>();
    for (JsonNode id : ids) {
      world()
          .person(id.asText())
          .filter(it -> it.welcome() && it.inRange())
          .ifPresent(it -> people.add(it.id()));
    }
    if (ids.isEmpty() || ids.size() > MOST_AT_ONCE) {
      throw badParameter();
    }
    return people;
  }

  private static ApiError badParameter() {
    return new ApiError("parameter.invalid", "输入参数错误");
  }

  private static ApiError full() {
    return new ApiError("member.exceed", "群成员数量超出限制");
  }

  private World world() {
    return state.world();
  }
}
