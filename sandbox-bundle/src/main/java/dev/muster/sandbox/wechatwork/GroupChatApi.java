package dev.muster.sandbox.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.Markdown;
import dev.muster.sandbox.common.PlatformState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Group chats of the app. A chat takes all of the people that it is given or none of them; a chat
 * of one person is none; who gets too many messages does not see the rest, and nobody is told.
 */
final class GroupChatApi {
  static final Set<String> CALLS =
      Set.of("appchat/create", "appchat/get", "appchat/update", "appchat/send");

  private static final int WHOLE_COMPANY = 1;
  private static final int LEAST_MEMBERS = 2;

  /** Two thousand, of which the app is one. */
  private static final int MOST_MEMBERS = 1999;

  private static final int MOST_TITLE = 50;
  private static final int MOST_BYTES = 2048;
  private static final int CREATED_A_DAY = 1000;
  private static final int CHANGED_AN_HOUR = 1000;
  private static final int MESSAGES_A_MINUTE = 200;
  private static final Pattern CHAT_ID = Pattern.compile("[0-9a-zA-Z]{1,32}");

  /** Of a text the client makes links that show other words than where they lead. */
  private static final Pattern LINK_IN_TEXT =
      Pattern.compile("<a href=\"[^\"]*\">(.*?)</a>", Pattern.DOTALL);

  private static final Pattern MENTION = Pattern.compile("<@([^>]{1,64})>");
  private static final Pattern FONT = Pattern.compile("</?font[^>]*>");

  private final PlatformState<World> state;
  private final Clock clock;

  GroupChatApi(PlatformState<World> state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  ObjectNode answer(String call, SandboxRequest request, JsonNode body) throws ApiError {
    boolean create = call.equals("appchat/create");
    if (!world().app().visibleDepartments().contains(WHOLE_COMPANY)) {
      throw create
          ? new ApiError("60011", "no privilege to access/modify contact/party/agent")
          : new ApiError("48002", "api forbidden");
    }
    if (create) {
      return create(body);
    }
    if (call.equals("appchat/get")) {
      return get(request.query("chatid").orElse(""));
    }
    String id = chatId(Json.text(body, "chatid").orElse(""));
    return call.equals("appchat/update") ? update(id, body) : send(id, body);
  }

  private ObjectNode create(JsonNode body) throws ApiError {
    String id = UUID.randomUUID().toString().replace("-", "");
    if (Json.text(body, "chatid").isPresent()) {
      id = chatId(body.path("chatid").asText());
      if (world().chats().find(id).isPresent()) {
        throw new ApiError("86215", "chatid exist");
      }
    }
    Set<String> members = members(body, "userlist");
    requireSize(members.size());
    String owner = members.iterator().next();
    if (Json.text(body, "owner").isPresent()) {
      owner = owner(body, members);
    }
    if (!world().windows.take("create", CREATED_A_DAY, Duration.ofDays(1))) {
      throw tooMany();
    }
    String title = title(Json.text(body, "name").orElse(""));
    if (!world().chats().open(GroupChat.of(id, title, Optional.of(owner), members))) {
      throw new ApiError("86215", "chatid exist");
    }
    return ServerApi.ok().put("chatid", id);
  }

  private ObjectNode get(String given) throws ApiError {
    String id = chatId(given);
    GroupChat chat =
        world().chats().find(id).filter(GroupChat::standing).orElseThrow(GroupChatApi::noSuchChat);
    ObjectNode body = ServerApi.ok();
    body.putObject("chat_info")
        .put("chatid", chat.id())
        .put("name", chat.title())
        .put("owner", chat.owner().orElse(""))
        .put("chat_type", 0)
        .putPOJO("userlist", chat.members());
    return body;
  }

  private ObjectNode update(String id, JsonNode body) throws ApiError {
    Set<String> joining = members(body, "add_user_list");
    if (!world().windows.take("update", CHANGED_AN_HOUR, Duration.ofHours(1))) {
      throw tooMany();
    }
    world().chats().change(id, noSuchChat(), chat -> changed(chat, joining, body));
    return ServerApi.ok();
  }

  private GroupChat changed(GroupChat chat, Set<String> joining, JsonNode body) throws ApiError {
    List<String> leaving = new ArrayList<>();
    for (JsonNode id : body.path("del_user_list")) {
      String person = world().person(id.asText()).map(Person::id).orElse(id.asText());
      if (!chat.members().contains(person)) {
        throw new ApiError("86216", "invalid chat member");
      }
      leaving.add(person);
    }
    GroupChat changed = chat.joinedBy(joining).leftBy(leaving);
    requireSize(changed.members().size());
    if (Json.text(body, "owner").isPresent()) {
      changed = changed.withOwner(Optional.of(owner(body, changed.members())));
    }
    if (changed.owner().filter(changed.members()::contains).isEmpty()) {
      throw new ApiError("86207", "owner not in userlist");
    }
    Optional<String> name = Json.text(body, "name");
    return name.isPresent() ? changed.withTitle(title(name.get())) : changed;
  }

  private ObjectNode send(String id, JsonNode body) throws ApiError {
    String kind = body.path("msgtype").asText();
    if (!kind.equals("text") && !kind.equals("markdown")) {
      throw new ApiError("40008", "invalid message type");
    }
    String content = body.path(kind).path("content").asText();
    if (content.isEmpty()) {
      throw new ApiError("44004", "text content is empty");
    }
    if (content.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new ApiError("45002", "content size out of limit");
    }
    world()
        .chats()
        .change(
            id,
            noSuchChat(),
            chat -> reached(chat) ? chat.saying(said(chat, kind, content)) : chat);
    return ServerApi.ok();
  }

  /** Whether any of its members gets the message; each may get so many in a minute. */
  private boolean reached(GroupChat chat) {
    return chat.members().stream()
            .filter(
                person ->
                    world().windows.take("to " + person, MESSAGES_A_MINUTE, Duration.ofMinutes(1)))
            .count()
        > 0;
  }

  private GroupChat.Said said(GroupChat chat, String kind, String content) {
    String id = Integer.toString(chat.messages().size() + 1);
    if (kind.equals("text")) {
      String shown = LINK_IN_TEXT.matcher(content).replaceAll("$1");
      return new GroupChat.Said(id, clock.instant(), shown, Set.of());
    }
    Set<String> mentioned = new LinkedHashSet<>();
    Matcher mention = MENTION.matcher(content);
    while (mention.find()) {
      mentioned.add(mention.group(1));
    }
    String shown = Markdown.shown(FONT.matcher(mention.replaceAll("@$1")).replaceAll(""));
    return new GroupChat.Said(id, clock.instant(), shown, mentioned);
  }

  private Set<String> members(JsonNode body, String name) throws ApiError {
    Set<String> members = new LinkedHashSet<>();
    for (JsonNode id : body.path(name)) {
      Person person =
          world()
              .person(id.asText())
              .filter(Person::welcome)
              .orElseThrow(() -> new ApiError("86007", "invalid chat member"));
      if (!world().sees(person)) {
        throw new ApiError("60011", "no privilege to access/modify contact/party/agent");
      }
      members.add(person.id());
    }
    return members;
  }

  private String owner(JsonNode body, Collection<String> members) throws ApiError {
    return world()
        .person(body.path("owner").asText())
        .map(Person::id)
        .filter(members::contains)
        .orElseThrow(() -> new ApiError("86207", "owner not in userlist"));
  }

  private static void requireSize(int members) throws ApiError {
    if (members < LEAST_MEMBERS || members > MOST_MEMBERS) {
      throw new ApiError("86006", "invalid chat member count");
    }
  }

  private static String title(String name) {
    int length = name.codePointCount(0, name.length());
    return length <= MOST_TITLE ? name : name.substring(0, name.offsetByCodePoints(0, MOST_TITLE));
  }

  private static String chatId(String given) throws ApiError {
    if (given.isEmpty()) {
      throw new ApiError("86003", "chatid missing");
    }
    if (!CHAT_ID.matcher(given).matches()) {
      throw new ApiError("86001", "invalid chatid");
    }
    return given;
  }

  private static ApiError noSuchChat() {
    return new ApiError("40050", "invalid chatid");
  }

  private static ApiError tooMany() {
    return new ApiError("45009", "api freq out of limit");
  }

  private World world() {
    return state.world();
  }
}
