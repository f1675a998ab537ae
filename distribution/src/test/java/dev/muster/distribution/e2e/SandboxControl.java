package dev.muster.distribution.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What only a simulated platform has: faults to switch on, codes by hand, calls to count. */
final class SandboxControl {
  private static final Set<String> WEBHOOK_KEYS =
      Set.of("callbackToken", "callbackAesKey", "encryptKey", "verificationToken");

  private final String control;

  SandboxControl(String platformUrl) {
    this.control = platformUrl + "/control";
  }

  /** As a platform hands it out. */
  String code(String person, Map<String, String> wishes) {
    Map<String, String> fields = new LinkedHashMap<>(wishes);
    fields.put("person", person);
    return post("/codes", fields).path("code").asText();
  }

  void fault(Map<String, String> fault) {
    post("/faults", fault);
  }

  void clearFaults() {
    post("/faults/clear", Map.of());
  }

  /** Changes the app as its administrator would at the platform. */
  void app(Map<String, String> fields) {
    post("/app", fields);
  }

  /** Says of somebody where they stand in the company, in the platform's own word. */
  void status(String person, String status) {
    post("/people", Map.of("person", person, "status", status));
  }

  /** Has the platform tell an address of what happens, and of somebody that they left. */
  void tellOfLeaver(String address, String person) {
    post("/callback", Map.of("address", address));
    post("/pushes", Map.of("what", "left", "subject", person));
  }

  /** The keys that webhook events are sealed and signed with, as they are entered in an app. */
  Map<String, String> webhookKeys() {
    Map<String, String> keys = new LinkedHashMap<>();
    Http.get(control + "/state")
        .json()
        .path("binding")
        .properties()
        .forEach(field -> keys.put(field.getKey(), field.getValue().asText()));
    keys.keySet().retainAll(WEBHOOK_KEYS);
    return keys;
  }

  /** Puts everything back. */
  void reset() {
    post("/reset", Map.of());
  }

  /** What somebody's phone shows of the app, oldest first. */
  List<String> messages(String person) {
    List<String> messages = new ArrayList<>();
    Http.get(control + "/messages?person=" + person)
        .json()
        .forEach(message -> messages.add(message.asText()));
    return messages;
  }

  /** The page that is somebody's phone. */
  String phone(String person) {
    return Http.get(control + "/phone?person=" + person).body();
  }

  private JsonNode post(String path, Map<String, String> fields) {
    Http.Answer answer = Http.postJson(control + path, fields);
    if (answer.status() != 200) {
      throw new AssertionError(path + ": " + answer.status() + " " + answer.body());
    }
    return answer.json();
  }
}
