package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API's description, to hold requests and answers against. An object may have no member that
 * the description does not name.
 */
final class Description {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /** Read once: nothing changes it. */
  static final Description OF_THE_API = new Description();

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();
  private final JsonNode document;
  private final List<Operation> operations;

  /** An operation. */
  record Operation(String method, String path, JsonNode node) {
    boolean hasBody() {
      return node.at("/requestBody/content").has("application/json");
    }

    /** A body that is no JSON. */
    boolean hasUpload() {
      return node.has("requestBody") && !hasBody();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private Description() {
    document = OpenApiDocument.assembled();
    document.get("components").get("schemas").forEach(Description::close);
    operations = operations(document);
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      if (object.has("properties") && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
      object.forEach(Description::close);
    } else if (schema.isArray()) {
      schema.forEach(Description::close);
    }
  }

  JsonNode document() {
    return document;
  }

  List<Operation> operations() {
    return operations;
  }

  private static List<Operation> operations(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        entry -> {
                          if (METHODS.contains(entry.getKey())) {
                            operations.add(
                                new Operation(
                                    entry.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    entry.getValue()));
                          }
                        }));
    return List.copyOf(operations);
  }

  /** The operation that serves a path below the API's base. */
  Operation operation(String method, String path) {
    List<Operation> found =
        operations.stream()
            .filter(operation -> operation.method().equals(method))
            .filter(operation -> fits(operation.path().split("/"), path.split("/")))
            .toList();
    if (found.isEmpty()) {
      throw new AssertionError("Not described: " + method + " " + path);
    }
    return found.get(0);
  }

  private static boolean fits(String[] template, String[] path) {
    if (template.length != path.length) {
      return false;
    }
    for (int i = 0; i < path.length; i++) {
      if (!template[i].startsWith("{") && !template[i].equals(path[i])) {
        return false;
      }
    }
    return true;
  }

  /** What is wrong with an answer. */
  List<String> faults(Operation operation, int status, String contentType, byte[] body) {
    JsonNode answers = operation.node().get("responses");
    JsonNode answer =
        resolved(answers.has("" + status) ? answers.get("" + status) : answers.get("default"));
    if (!answer.has("content")) {
      return body.length == 0 ? List.of() : List.of("A body that is not described");
    }
    String type = contentType.split(";")[0];
    if (!answer.get("content").has(type)) {
      return List.of("Not described: " + status + " as " + type);
    }
    return type.endsWith("json")
        ? faults(answer.get("content").get(type).get("schema"), body)
        : List.of();
  }

  /** What is wrong with the body of a request. */
  List<String> requestFaults(Operation operation, byte[] body) {
    return operation.hasBody()
        ? faults(
            operation
                .node()
                .get("requestBody")
                .get("content")
                .get("application/json")
                .get("schema"),
            body)
        : List.of();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private List<String> faults(JsonNode schema, byte[] body) {
    try {
      return schemas
          .computeIfAbsent(schema, this::compiled)
          .validate(mapper.readTree(body))
          .stream()
          .map(ValidationMessage::toString)
          .toList();
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  private JsonSchema compiled(JsonNode schema) {
    ObjectNode whole = mapper.createObjectNode();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.set("allOf", mapper.createArrayNode().add(schema));
    whole.set("components", document.get("components"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(whole, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }
}
