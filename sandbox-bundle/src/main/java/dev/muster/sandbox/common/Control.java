package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What only a sandbox has, for people and programs: forms and JSON alike. */
final class Control {
  private final SimulatedPlatform<?> platform;
  private final WebhookSender sender;

  Control(SimulatedPlatform<?> platform, WebhookSender sender) {
    this.platform = platform;
    this.sender = sender;
  }

  SandboxResponse handle(SandboxRequest request) {
    try {
      return switch (request.method()) {
        case "GET" -> get(request);
        case "POST" -> post(request);
        case "DELETE" -> delete(request);
        default -> answer(405, Map.of("error", "method not allowed"));
      };
    } catch (IllegalArgumentException e) {
      return answer(422, Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  private SandboxResponse get(SandboxRequest request) {
    return switch (request.path()) {
      case "", "/" -> ControlPage.of(request, platform, sender);
      case "/state" -> answer(200, whole());
      case "/counters" -> answer(200, platform.counters());
      case "/faults" -> answer(200, faults());
      case "/pushes" -> answer(200, sender.last());
      case "/messages" -> answer(200, platform.messages(request.query("person").orElse("")));
      case "/phone" -> phone(request);
      case "/chats" -> answer(200, platform.chats().stream().map(Control::view).toList());
      case "/chat" -> chat(request);
      default -> answer(404, Map.of("error", "not found"));
    };
  }

  private SandboxResponse phone(SandboxRequest request) {
    String id = request.query("person").orElse("");
    return platform.people().stream()
        .filter(person -> person.id().equals(id))
        .findFirst()
        .map(
            person ->
                platform
                    .phone()
                    .messages(request, person, platform.messages(id), platform.world().chats(id)))
        .orElseThrow(() -> new IllegalArgumentException("There is nobody called " + id));
  }

  private SandboxResponse chat(SandboxRequest request) {
    String id = request.query("id").orElse("");
    GroupChat chat =
        platform
            .world()
            .chats()
            .find(id)
            .orElseThrow(() -> new IllegalArgumentException("There is no chat " + id));
    return platform
        .phone()
        .chat(
            request,
            chat,
            person ->
                platform
                    .world()
                    .person(person)
                    .map(Someone::name)
                    .orElseGet(() -> new Words(person, person)));
  }

  private SandboxResponse post(SandboxRequest request) {
    Map<String, String> fields = fields(request);
    Map<String, ?> done =
        switch (request.path()) {
          case "/reset" -> done(platform::reset);
          case "/counters/reset" -> done(platform.counters()::clear);
          case "/faults" -> addFault(fields);
          case "/faults/clear" -> done(platform.faults()::clear);
          case "/tokens/revoke" -> done(platform::revokeTokens);
          case "/tokens/expire" -> done(platform::expireTokens);
          case "/codes" -> Map.of("code", platform.code(require(fields, "person"), fields));
          case "/app" -> done(() -> fields.forEach(platform::changeApp));
          case "/people" ->
              done(
                  () ->
                      platform.changeStatus(require(fields, "person"), require(fields, "status")));
          case "/chats/dissolve" -> done(() -> platform.dissolveChat(require(fields, "chat")));
          case "/callback" -> done(() -> sender.address(require(fields, "address")));
          case "/pushes" -> done(() -> sendWebhook(fields));
          default -> Map.of();
        };
    if (done.isEmpty()) {
      return answer(404, Map.of("error", "not found"));
    }
    boolean fromPage = request.header("Accept").orElse("").contains("text/html");
    return fromPage ? SandboxResponse.redirect(request.mount()) : answer(200, done);
  }

  private SandboxResponse delete(SandboxRequest request) {
    if (request.path().equals("/faults")) {
      return answer(200, done(platform.faults()::clear));
    }
    String id = request.path().replaceFirst("^/faults/", "");
    return platform.faults().remove(id)
        ? answer(200, Map.of("done", true))
        : answer(404, Map.of("error", "not found"));
  }

  private static Map<String, ?> done(Runnable action) {
    action.run();
    return Map.of("done", true);
  }

  private void sendWebhook(Map<String, String> fields) {
    Happening what =
        Happening.of(require(fields, "what"))
            .filter(platform.happenings()::contains)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "what has to be one of "
                            + platform.happenings().stream().map(Happening::id).toList()));
    String subject = fields.getOrDefault("subject", "");
    CompletableFuture<?> unused = sender.send(what.id(), subject, platform.webhook(what, subject));
  }

  /** A preset, with another call, number or kind where they are given. */
  private Map<String, ?> addFault(Map<String, String> fields) {
    Optional<Preset> preset =
        fields.containsKey("kind") && !fields.containsKey("preset")
            ? Optional.empty()
            : Optional.of(platform.preset(fields.getOrDefault("preset", "")));
    String call = fields.getOrDefault("call", "");
    Fault fault =
        platform
            .faults()
            .add(
                call.isEmpty() ? preset.map(Preset::call).orElse(Fault.EVERY_CALL) : call,
                preset.map(Preset::kind).orElseGet(() -> kind(fields)),
                fields.getOrDefault("number", preset.map(Preset::number).orElse("0")),
                number(fields.getOrDefault("after", "0")),
                number(fields.getOrDefault("times", "0")));
    return view(fault);
  }

  private static Fault.Kind kind(Map<String, String> fields) {
    return Fault.Kind.valueOf(require(fields, "kind").toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private Map<String, Object> whole() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("binding", platform.binding());
    all.put("people", platform.people());
    all.put("faults", faults());
    all.put("counters", platform.counters());
    all.put("callbackAddress", sender.address());
    all.put("pushes", sender.last());
    return all;
  }

  private List<Map<String, Object>> faults() {
    return platform.faults().active().stream().map(Control::view).toList();
  }

  private static Map<String, Object> view(Fault fault) {
    return Map.of(
        "id", fault.id(),
        "call", fault.call(),
        "kind", fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "number", fault.number(),
        "left", fault.left().get());
  }

  private static Map<String, Object> view(GroupChat chat) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", chat.id());
    view.put("standing", chat.standing());
    view.put("title", chat.title());
    view.put("owner", chat.owner().orElse(""));
    view.put("members", chat.members());
    view.put("messages", chat.messages().stream().map(GroupChat.Said::text).toList());
    view.put("mentioned", chat.mentioned());
    view.put("pinned", chat.pinnedMessage().map(GroupChat.Said::text).orElse(""));
    view.put("muted", chat.muted());
    return view;
  }

  private static Map<String, String> fields(SandboxRequest request) {
    boolean json = request.header("Content-Type").orElse("").startsWith("application/json");
    return json ? Json.texts(request.body()) : request.form();
  }

  private static String require(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " is no number", e);
    }
  }

  private static SandboxResponse answer(int status, Object body) {
    return Json.write(status, body).with("Cache-Control", "no-store");
  }
}
