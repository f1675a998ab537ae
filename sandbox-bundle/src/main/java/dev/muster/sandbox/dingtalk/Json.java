package dev.muster.sandbox.dingtalk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Objects as the two APIs read and write them. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What an address hears that called too often, whichever API it asks. */
  private static final byte[] BAN =
      "{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"uuid\":\"sandbox\"}"
          .getBytes(StandardCharsets.UTF_8);

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The body of a request; without one, an empty object. */
  static JsonNode body(SandboxRequest request) throws ApiError {
    try {
      JsonNode body = MAPPER.readTree(request.body());
      return body.isObject() ? body : object();
    } catch (IOException e) {
      throw new ApiError(Refusal.BAD_PARAMETER);
    }
  }

  static Optional<String> text(JsonNode body, String name) {
    return Optional.of(body.path(name).asText()).filter(text -> !text.isEmpty());
  }

  static SandboxResponse write(int status, ObjectNode body) {
    return SandboxResponse.of(status, "application/json; charset=UTF-8", bytes(body));
  }

  static byte[] bytes(ObjectNode body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Nodes can be written", e);
    }
  }

  static SandboxResponse ban() {
    return SandboxResponse.json(BAN.clone());
  }
}
