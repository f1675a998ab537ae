package dev.muster.sandbox.wechatwork;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What only a sandbox has, for people and programs: forms and JSON alike. */
final class Control {
  private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

  private final ObjectMapper json = new ObjectMapper();
  private final State state;
  private final WechatWorkSandbox sandbox;

  Control(State state, WechatWorkSandbox sandbox) {
    this.state = state;
    this.sandbox = sandbox;
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
      case "", "/" -> ControlPage.of(request, state);
      case "/state" -> answer(200, whole());
      case "/counters" -> answer(200, state.counters().all());
      case "/faults" -> answer(200, faults());
      default -> answer(404, Map.of("error", "not found"));
    };
  }

  private SandboxResponse post(SandboxRequest request) {
    Map<String, String> fields = fields(request);
    Map<String, ?> done =
        switch (request.path()) {
          case "/reset" -> done(sandbox::reset);
          case "/counters/reset" -> done(sandbox::resetCounters);
          case "/faults" -> addFault(fields);
          case "/faults/clear" -> done(sandbox::clearFaults);
          case "/tokens/revoke" -> done(sandbox::revokeTokens);
          case "/tokens/expire" -> done(sandbox::expireTokens);
          case "/codes" -> Map.of("code", code(fields));
          case "/app" -> done(() -> changeApp(fields));
          case "/people" ->
              done(
                  () ->
                      sandbox.changeStatus(
                          require(fields, "person"), number(require(fields, "status"))));
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
      return answer(200, done(sandbox::clearFaults));
    }
    String id = request.path().replaceFirst("^/faults/", "");
    return state.faults().remove(id)
        ? answer(200, Map.of("done", true))
        : answer(404, Map.of("error", "not found"));
  }

  private static Map<String, ?> done(Runnable action) {
    action.run();
    return Map.of("done", true);
  }

  /** A preset, with another call, number or kind where they are given. */
  private Map<String, ?> addFault(Map<String, String> fields) {
    Optional<Preset> preset = Optional.ofNullable(fields.get("preset")).flatMap(Preset::of);
    if (preset.isEmpty() && !fields.containsKey("kind")) {
      throw new IllegalArgumentException(
          "preset has to be one of " + Arrays.stream(Preset.values()).map(Preset::id).toList());
    }
    String call = fields.getOrDefault("call", "");
    Fault fault =
        state
            .faults()
            .add(
                call.isEmpty() ? preset.map(Preset::call).orElse(Fault.EVERY_CALL) : call,
                preset.map(Preset::kind).orElseGet(() -> kind(fields)),
                fields.containsKey("number")
                    ? number(require(fields, "number"))
                    : preset.map(Preset::number).orElse(0),
                number(fields.getOrDefault("times", "0")));
    return view(fault);
  }

  private static Fault.Kind kind(Map<String, String> fields) {
    return Fault.Kind.valueOf(
        require(fields, "kind").toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
  }

  private String code(Map<String, String> fields) {
    boolean mobile = !fields.containsKey("redirectUri");
    Optional<String> domain =
        mobile ? Optional.empty() : State.domain(fields.getOrDefault("redirectUri", ""));
    Optional<Set<String>> consent =
        Optional.ofNullable(fields.get("consent")).map(text -> Set.of(text.split("[ ,]+", -1)));
    return sandbox.code(require(fields, "person"), domain, consent);
  }

  private void changeApp(Map<String, String> fields) {
    fields.forEach(
        (name, value) -> {
          switch (name) {
            case "secret" -> sandbox.changeSecret(value);
            case "enabled" -> sandbox.enableApp(Boolean.parseBoolean(value));
            case "trustedDomain" -> sandbox.trustDomain(value);
            case "visibleDepartments" ->
                sandbox.showAppTo(
                    Arrays.stream(value.split("[ ,]+", -1))
                        .filter(id -> !id.isEmpty())
                        .map(Control::number)
                        .toList());
            default -> throw new IllegalArgumentException("The app has no " + name);
          }
        });
  }

  private Map<String, Object> whole() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("company", state.world().company());
    all.put("app", state.world().app());
    all.put("people", state.world().people());
    all.put("faults", faults());
    all.put("counters", state.counters().all());
    return all;
  }

  private List<Map<String, Object>> faults() {
    return state.faults().active().stream().map(Control::view).toList();
  }

  private static Map<String, Object> view(Fault fault) {
    return Map.of(
        "id",
        fault.id(),
        "call",
        fault.call(),
        "kind",
        fault.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
        "number",
        fault.number(),
        "left",
        fault.left().get());
  }

  private Map<String, String> fields(SandboxRequest request) {
    if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
      return request.form();
    }
    try {
      return json.readValue(request.body(), FIELDS);
    } catch (IOException e) {
      throw new IllegalArgumentException("The body is no object of texts and numbers", e);
    }
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

  private SandboxResponse answer(int status, Object body) {
    try {
      byte[] text = json.writeValueAsBytes(body);
      return SandboxResponse.of(status, "application/json; charset=UTF-8", text)
          .with("Cache-Control", "no-store");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps and records can be written", e);
    }
  }
}
