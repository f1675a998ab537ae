package dev.muster.sandbox.lark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.PlatformState;
import dev.muster.sandbox.common.SimulatedChats;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Group chats of the app's bot (im v1): opened once by a key and an owner, alone or with people;
 * whoever cannot be added is named. What only an owner may do, the bot may in chats that it owns,
 * and in the others that it opened with a permission.
 */
final class GroupChatApi {
  static final String CREATE = "im/chats/create";

  private static final String PREFIX = "/open-apis/im/v1/chats";
  private static final Pattern ONE =
      Pattern.compile("/([^/]+)(/members|/moderation|/link|/top_notice/put_top_notice)?");
  private static final int MOST_AT_ONCE = 50;
  private static final int MOST_MEMBERS = 5000;
  private static final int LARGEST_PAGE = 100;
  private static final int LONGEST_KEY = 50;
  private static final Duration LINK_LIFE = Duration.ofDays(365);

  private final PlatformState<World> state;
  private final ChatEvents events;
  private final Clock clock;

  GroupChatApi(PlatformState<World> state, ChatEvents events, Clock clock) {
    this.state = state;
    this.events = events;
    this.clock = clock;
  }

  /** The name of a call. */
  static Optional<String> call(String method, String path) {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String below = path.substring(PREFIX.length());
    Matcher one = ONE.matcher(below);
    String kind = below.isEmpty() ? "" : one.matches() ? "one" + one.group(2) : "none";
    return switch (method + " " + kind) {
      case "POST " -> Optional.of(CREATE);
      case "GET onenull" -> Optional.of("im/chats/get");
      case "PUT onenull" -> Optional.of("im/chats/update");
      case "DELETE onenull" -> Optional.of("im/chats/delete");
      case "GET one/members" -> Optional.of("im/chats/members");
      case "POST one/members" -> Optional.of("im/chats/members/add");
      case "DELETE one/members" -> Optional.of("im/chats/members/remove");
      case "PUT one/moderation" -> Optional.of("im/chats/moderation");
      case "POST one/link" -> Optional.of("im/chats/link");
      case "POST one/top_notice/put_top_notice" -> Optional.of("im/chats/top_notice");
      default -> Optional.empty();
    };
  }

  static boolean serves(String call) {
    return call.startsWith("im/chats/");
  }

  ObjectNode answer(String call, SandboxRequest request) throws ApiError {
    requireScope(Scopes.CHATS);
    if (!world().app().bot()) {
      throw new ApiError("232025", "Bot ability is not activated.");
    }
    if (call.equals(CREATE)) {
      return create(request, ServerApi.body(request));
    }
    Matcher one = ONE.matcher(request.path().substring(PREFIX.length()));
    String id = one.matches() ? one.group(1) : "";
    GroupChat chat = world().chats().find(id).orElseThrow(GroupChatApi::noSuchChat);
    if (call.equals("im/chats/get")) {
      return get(chat);
    }
    if (!chat.standing()) {
      throw dissolved();
    }
    return switch (call) {
      case "im/chats/update" -> update(chat, ServerApi.body(request));
      case "im/chats/delete" -> delete(chat);
      case "im/chats/members" -> members(chat, request);
      case "im/chats/members/add" -> add(chat, request, ServerApi.body(request));
      case "im/chats/members/remove" -> remove(chat, request, ServerApi.body(request));
      case "im/chats/moderation" -> moderate(chat, ServerApi.body(request));
      case "im/chats/top_notice" -> putOnTop(chat, ServerApi.body(request));
      default -> link(chat);
    };
  }

  /** Nobody of whom the call would not say what is wrong with them. */
  private ObjectNode create(SandboxRequest request, JsonNode body) throws ApiError {
    requireUserIds(request, "user_id_type");
    String owner = body.path("owner_id").asText();
    Set<String> people = ids(body, "user_id_list");
    String key = request.query("uuid").orElse("");
    if (people.size() > MOST_AT_ONCE || key.length() > LONGEST_KEY) {
      throw invalid();
    }
    Set<String> members = new LinkedHashSet<>();
    if (!owner.isEmpty()) {
      members.add(owner);
    }
    members.addAll(people);
    for (String person : members) {
      switch (world().reach(person)) {
        case RESIGNED -> throw new ApiError("232022", "User has already resigned.");
        case UNREACHED, NOBODY ->
            throw new ApiError("232043", "Your request contains unavailable ids.");
        case REACHED -> {}
      }
    }
    String name = Json.text(body, "name").orElse("(无主题)");
    boolean manages = request.query("set_bot_manager").equals(Optional.of("true"));
    String id =
        world()
            .opened
            .once(
                key.isEmpty() ? "" : key + " " + owner,
                () -> {
                  String fresh = "oc_" + UUID.randomUUID().toString().replace("-", "");
                  Optional<String> person = Optional.of(owner).filter(it -> !it.isEmpty());
                  world().chats().open(GroupChat.of(fresh, name, person, members));
                  if (manages && person.isPresent()) {
                    world().managed.add(fresh);
                  }
                  return fresh;
                });
    ObjectNode answer = Replies.flat();
    ObjectNode data = answer.putObject("data").put("chat_id", id).put("name", name);
    describe(data);
    return answer;
  }

  private ObjectNode get(GroupChat chat) {
    ObjectNode answer = Replies.flat();
    ObjectNode data = answer.putObject("data").put("name", chat.title());
    if (chat.owner().isPresent()) {
      data.put("owner_id", chat.owner().get()).put("owner_id_type", "user_id");
    }
    describe(data);
    data.put("moderation_permission", chat.muted() ? "only_owner" : "all_members")
        .put("user_count", Integer.toString(chat.members().size()))
        .put("bot_count", "1")
        .put("chat_status", chat.standing() ? "normal" : "dissolved");
    return answer;
  }

  private void describe(ObjectNode data) {
    data.put("chat_mode", "group")
        .put("chat_type", "private")
        .put("external", false)
        .put("tenant_key", world().tenantKey());
  }

  private ObjectNode update(GroupChat chat, JsonNode body) throws ApiError {
    Optional<String> owner = Json.text(body, "owner_id");
    if (owner.isPresent() && !(commands(chat) || world().managed.contains(chat.id()))) {
      throw new ApiError("232016", "Non-chat-owner or Non-chat-admin can only edit certain parts.");
    }
    if (owner.isPresent() && !chat.members().contains(owner.get())) {
      throw new ApiError("232012", "New chat owner can NOT be out of the chat.");
    }
    Optional<String> name = Json.text(body, "name");
    GroupChat after =
        change(
            chat,
            it -> {
              GroupChat titled = name.map(it::withTitle).orElse(it);
              return owner.isPresent() ? titled.withOwner(owner) : titled;
            });
    if (!after.title().equals(chat.title())) {
      events.renamed(chat, after.title());
    }
    return Replies.flat();
  }

  private ObjectNode delete(GroupChat chat) throws ApiError {
    requireCommand(chat);
    change(chat, GroupChat::dissolved);
    events.dissolved(chat);
    return Replies.flat();
  }

  private ObjectNode members(GroupChat chat, SandboxRequest request) throws ApiError {
    requireUserIds(request, "member_id_type");
    ObjectNode answer = Replies.flat();
    ObjectNode data = answer.putObject("data");
    List<String> page;
    try {
      page = ContactApi.page(request, LARGEST_PAGE, chat.members(), data);
    } catch (ApiError e) {
      throw invalid();
    }
    ArrayNode items = data.putArray("items");
    for (String id : page) {
      items
          .addObject()
          .put("member_id_type", "user_id")
          .put("member_id", id)
          .put("name", world().person(id).map(it -> it.name().zh()).orElse(id))
          .put("tenant_key", world().tenantKey());
    }
    data.put("member_total", chat.members().size());
    return answer;
  }

  private ObjectNode add(GroupChat chat, SandboxRequest request, JsonNode body) throws ApiError {
    requireUserIds(request, "member_id_type");
    Set<String> people = some(body);
    ObjectNode answer = Replies.flat();
    ObjectNode data = answer.putObject("data");
    ArrayNode invalid = data.putArray("invalid_id_list");
    ArrayNode absent = data.putArray("not_existed_id_list");
    data.putArray("pending_approval_id_list");
    List<String> joining = new ArrayList<>();
    for (String person : people) {
      switch (world().reach(person)) {
        case REACHED -> joining.add(person);
        case RESIGNED, UNREACHED -> invalid.add(person);
        case NOBODY -> absent.add(person);
      }
    }
    boolean whatCanBe = request.query("succeed_type").equals(Optional.of("1"));
    if (!whatCanBe && joining.size() < people.size()) {
      throw new ApiError("232024", "Users do not have the visibility of the app.");
    }
    GroupChat after =
        change(
            chat,
            it -> {
              GroupChat joined = it.joinedBy(joining);
              if (joined.members().size() > MOST_MEMBERS) {
                throw new ApiError("232013", "You have reached the limit of members.");
              }
              return joined;
            });
    joining.removeAll(chat.members());
    if (!joining.isEmpty()) {
      events.joined(after, joining);
    }
    return answer;
  }

  private ObjectNode remove(GroupChat chat, SandboxRequest request, JsonNode body) throws ApiError {
    requireUserIds(request, "member_id_type");
    if (!commands(chat) && !world().managed.contains(chat.id())) {
      throw noPermission();
    }
    Set<String> people = some(body);
    if (chat.owner().filter(people::contains).isPresent()) {
      throw new ApiError("232076", "Can't kick chat owner.");
    }
    ObjectNode answer = Replies.flat();
    ArrayNode invalid = answer.putObject("data").putArray("invalid_id_list");
    List<String> leaving = new ArrayList<>();
    for (String person : people) {
      if (chat.members().contains(person)) {
        leaving.add(person);
      } else {
        invalid.add(person);
      }
    }
    GroupChat after = change(chat, it -> it.leftBy(leaving));
    if (!leaving.isEmpty()) {
      events.left(after, leaving);
    }
    return answer;
  }

  private ObjectNode moderate(GroupChat chat, JsonNode body) throws ApiError {
    requireCommand(chat);
    boolean muted =
        switch (body.path("moderation_setting").asText()) {
          case "only_owner" -> true;
          case "all_members" -> false;
          default -> throw invalid();
        };
    change(chat, it -> it.withMuted(muted));
    return Replies.flat();
  }

  private ObjectNode putOnTop(GroupChat chat, JsonNode body) throws ApiError {
    JsonNode notice = body.path("chat_top_notice").path(0);
    String messageId = notice.path("message_id").asText();
    boolean known = chat.messages().stream().anyMatch(said -> said.id().equals(messageId));
    if (!notice.path("action_type").asText().equals("1") || !known) {
      throw invalid();
    }
    change(chat, it -> it.withPinned(Optional.of(messageId)));
    return Replies.flat();
  }

  private ObjectNode link(GroupChat chat) {
    ObjectNode answer = Replies.flat();
    answer
        .putObject("data")
        .put(
            "share_link",
            "https://applink.sandbox.example/client/chat/chatter/add_by_link?link_token="
                + chat.id())
        .put("expire_time", Long.toString(clock.instant().plus(LINK_LIFE).getEpochSecond()))
        .put("is_permanent", false);
    return answer;
  }

  /** Of a chat that somebody else owns, the one who opened it is more only with a permission. */
  private boolean commands(GroupChat chat) {
    return chat.owner().isEmpty() || world().app().scopes().contains(Scopes.CHATS_AS_OWNER);
  }

  private void requireCommand(GroupChat chat) throws ApiError {
    if (!commands(chat)) {
      throw noPermission();
    }
  }

  private GroupChat change(GroupChat chat, SimulatedChats.Change change) throws ApiError {
    return world().chats().change(chat.id(), dissolved(), change);
  }

  private static Set<String> some(JsonNode body) throws ApiError {
    Set<String> people = ids(body, "id_list");
    if (people.isEmpty()) {
      throw new ApiError("232027", "There are no valid members in the ID list.");
    }
    if (people.size() > MOST_AT_ONCE) {
      throw invalid();
    }
    return people;
  }

  private static Set<String> ids(JsonNode body, String name) {
    Set<String> ids = new LinkedHashSet<>();
    body.path(name).forEach(id -> ids.add(id.asText()));
    return ids;
  }

  private void requireUserIds(SandboxRequest request, String name) throws ApiError {
    if (!request.query(name).equals(Optional.of("user_id"))) {
      throw invalid();
    }
    requireScope(Scopes.USER_ID);
  }

  private void requireScope(String scope) throws ApiError {
    if (!world().app().scopes().contains(scope)) {
      throw Scopes.missing(scope);
    }
  }

  static ApiError noSuchChat() {
    return new ApiError("232006", "Your request specifies a chat_id which is invalid.");
  }

  static ApiError dissolved() {
    return new ApiError(
        "232009", "Your request specifies a chat which has already been dissolved.");
  }

  private static ApiError noPermission() {
    return new ApiError("232017", "No Permission: the operator is NOT owner or creator.");
  }

  private static ApiError invalid() {
    return new ApiError("232001", "Your request contains an invalid request parameter.");
  }

  private World world() {
    return state.world();
  }
}
