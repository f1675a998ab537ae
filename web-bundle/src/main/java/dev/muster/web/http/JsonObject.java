package dev.muster.web.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.spi.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that somebody sent. Members are read by name and type; what is wrong is collected,
 * and {@link #end} refuses it all at once, together with members that nobody asked for. Until then
 * a faulty member reads as absent. Of one thread.
 */
public final class JsonObject {
  private static final int MOST_PROBLEMS = 50;
  private static final Text NO_OBJECT = new Text("It must be an object.", "须为对象。");

  private final JsonNode node;
  private final String prefix;
  private final List<FieldProblem> problems;
  private final List<JsonObject> inner = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  private JsonObject(JsonNode node, String prefix, List<FieldProblem> problems) {
    this.node = node;
    this.prefix = prefix;
    this.problems = problems;
  }

  static JsonObject of(JsonNode node) {
    if (!node.isObject()) {
      throw new ProblemException(
          ProblemCode.MALFORMED, new Text("The body is not a JSON object.", "请求体不是 JSON 对象。"));
    }
    return new JsonObject(node, "", new ArrayList<>());
  }

  /**
   * Applies this merge patch (RFC 7396) to a resource and reads what comes of it as a new one is
   * read. A member that the patch removes is null there: readers take it for absent, and a secret,
   * which no view shows, can be removed too.
   *
   * @param view the resource as it is now: a record or a map
   * @param reader reads a new one
   * @return what was read
   * @throws ProblemException {@code INVALID_VALUE} if anything was wrong or not asked for, of the
   *     patch or of the result
   */
  public <T> T appliedTo(Object view, Function<JsonObject, T> reader) {
    JsonObject merged = new JsonObject(Json.merge(Json.tree(view), node), prefix, problems);
    merged.known.addAll(known);
    T read = reader.apply(merged);
    merged.end();
    return read;
  }

  /**
   * Whether a member was sent, also as null.
   *
   * @param name its name
   * @return true if so
   */
  public boolean has(String name) {
    known.add(name);
    return node.has(name);
  }

  /**
   * Whether a member was sent as null: in a merge patch, taken away.
   *
   * @param name its name
   * @return true if so
   */
  public boolean isNull(String name) {
    known.add(name);
    JsonNode value = node.get(name);
    return value != null && value.isNull();
  }

  /**
   * A text.
   *
   * @param name its name
   * @return the text, or empty if it is absent, null or wrong
   */
  public Optional<String> text(String name) {
    JsonNode value = member(name);
    return value == null ? Optional.empty() : Optional.ofNullable(string(name, value));
  }

  /**
   * A text without which the object is refused.
   *
   * @param name its name
   * @return the text; the empty string if it is absent or wrong, which {@link #end} refuses
   */
  public String requiredText(String name) {
    required(name);
    return text(name).orElse("");
  }

  /**
   * Refuses the object if a member is absent or null.
   *
   * @param name its name
   */
  public void required(String name) {
    if (member(name) == null) {
      problem(name, "required", new Text("It is required.", "必填。"));
    }
  }

  /**
   * Refuses to remove a member.
   *
   * @param name its name
   */
  public void refuseNull(String name) {
    if (isNull(name)) {
      problem(name, "required", new Text("It cannot be removed.", "不能移除。"));
    }
  }

  /**
   * An object within without which this one is refused.
   *
   * @param name its name
   * @return the object; one without members if it is absent or wrong, which {@link #end} refuses
   */
  public JsonObject requiredObject(String name) {
    required(name);
    return object(name).orElseGet(() -> within(name, JsonNodeFactory.instance.objectNode()));
  }

  /**
   * A truth value.
   *
   * @param name its name
   * @return the value, or empty if it is absent, null or wrong
   */
  public Optional<Boolean> flag(String name) {
    return member(
            name, JsonNode::isBoolean, new Text("It must be true or false.", "须为 true 或 false。"))
        .map(JsonNode::booleanValue);
  }

  /**
   * A member that is a whole number.
   *
   * @param name the member
   * @return the number, or empty if it is absent, null or something else
   */
  public Optional<Integer> number(String name) {
    return member(
            name,
            value -> value.isIntegralNumber() && value.canConvertToInt(),
            new Text("It must be a whole number.", "须为整数。"))
        .map(JsonNode::intValue);
  }

  /**
   * A list of texts.
   *
   * @param name its name
   * @return the texts, or empty if it is absent, null or wrong
   */
  public Optional<List<String>> texts(String name) {
    return member(name, JsonNode::isArray, new Text("It must be a list of strings.", "须为字符串列表。"))
        .flatMap(list -> texts(name, list));
  }

  private Optional<List<String>> texts(String name, JsonNode value) {
    List<String> texts = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      @Nullable String text = string(name + "." + i, value.get(i));
      if (text == null) {
        return Optional.empty();
      }
      texts.add(text);
    }
    return Optional.of(texts);
  }

  /**
   * An object within.
   *
   * @param name its name
   * @return the object, whose faults this one's {@link #end} refuses too; empty if it is absent,
   *     null or wrong
   */
  public Optional<JsonObject> object(String name) {
    return member(name, JsonNode::isObject, NO_OBJECT).map(value -> within(name, value));
  }

  private JsonObject within(String name, JsonNode value) {
    JsonObject object = new JsonObject(value, prefix + name + ".", problems);
    inner.add(object);
    return object;
  }

  /**
   * A list of objects within.
   *
   * @param name its name
   * @return the objects, see {@link #object}; empty if it is absent, null or wrong
   */
  public Optional<List<JsonObject>> objects(String name) {
    return objects(name, Optional.empty());
  }

  /**
   * A list of objects within, where a text stands for an object with one member.
   *
   * @param name its name
   * @param only what that member is called
   * @return the objects, see {@link #object}; empty if it is absent, null or wrong
   */
  public Optional<List<JsonObject>> objectsOrTexts(String name, String only) {
    return objects(name, Optional.of(only));
  }

  private Optional<List<JsonObject>> objects(String name, Optional<String> only) {
    return member(name, JsonNode::isArray, new Text("It must be a list of objects.", "须为对象列表。"))
        .map(list -> objects(name, list, only));
  }

  private List<JsonObject> objects(String name, JsonNode value, Optional<String> only) {
    List<JsonObject> objects = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      JsonNode each = value.get(i);
      JsonNode item =
          only.isPresent() && each.isTextual()
              ? JsonNodeFactory.instance.objectNode().set(only.get(), each)
              : each;
      if (item.isObject()) {
        objects.add(within(name + "." + i, item));
      } else {
        problem(name + "." + i, "wrong-type", NO_OBJECT);
      }
    }
    return objects;
  }

  /**
   * Every member, as a text each: truth values and whole numbers are taken as they are written, and
   * null as the empty text.
   *
   * @return the texts by name
   */
  public Map<String, String> textsByName() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      known.add(name);
      if (value.isNull()) {
        texts.put(name, "");
      } else if (value.isBoolean() || value.isIntegralNumber()) {
        texts.put(name, value.asText());
      } else {
        Optional.ofNullable(string(name, value)).ifPresent(text -> texts.put(name, text));
      }
    }
    return texts;
  }

  /**
   * Every member, which has to be a text, without members that are null: a merge patch removes
   * those.
   *
   * @return the texts by name
   */
  public Map<String, String> presentTextsByName() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      known.add(name);
      if (!member.getValue().isNull()) {
        Optional.ofNullable(string(name, member.getValue()))
            .ifPresent(text -> texts.put(name, text));
      }
    }
    return texts;
  }

  /**
   * The text of a JSON document within, without members that are null: a merge patch removes those.
   *
   * @param name its name
   * @return the document, or empty if it is absent, null or no object
   */
  public Optional<String> document(String name) {
    return member(name, JsonNode::isObject, NO_OBJECT)
        .map(
            value -> {
              ObjectNode document = value.deepCopy();
              document.properties().removeIf(member -> member.getValue().isNull());
              return document.toString();
            });
  }

  /**
   * Notes what is wrong with a member, or with the object.
   *
   * @param name its name; empty for the object
   * @param code kebab-case, stable
   * @param message a sentence for a person
   */
  public void problem(String name, String code, Text message) {
    known.add(name);
    boolean whole = name.isEmpty() && !prefix.isEmpty();
    String field = whole ? prefix.substring(0, prefix.length() - 1) : prefix + name;
    FieldProblem problem = new FieldProblem(field, code, message);
    if (problems.size() < MOST_PROBLEMS && !problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /**
   * Refuses a member that cannot be changed.
   *
   * @param name its name
   */
  public void immutable(String name) {
    if (has(name)) {
      problem(name, "immutable", new Text("It cannot be changed.", "不能修改。"));
    }
  }

  /**
   * Ends the reading.
   *
   * @throws ProblemException {@code INVALID_VALUE} if anything was wrong or not asked for
   */
  public void end() {
    refuseUnknown();
    if (!problems.isEmpty()) {
      throw ProblemException.invalid(problems);
    }
  }

  private void refuseUnknown() {
    Set<String> asked = Set.copyOf(known);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name) && problems.size() < MOST_PROBLEMS) {
                problem(name, "unknown", Spelling.noSuchMember(name, asked));
              }
            });
    inner.forEach(JsonObject::refuseUnknown);
  }

  private @Nullable JsonNode member(String name) {
    known.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private Optional<JsonNode> member(String name, Predicate<JsonNode> fits, Text wrong) {
    JsonNode value = member(name);
    if (value != null && !fits.test(value)) {
      problem(name, "wrong-type", wrong);
      return Optional.empty();
    }
    return Optional.ofNullable(value);
  }

  private @Nullable String string(String name, JsonNode value) {
    if (!value.isTextual()) {
      problem(name, "wrong-type", new Text("It must be a string.", "须为字符串。"));
      return null;
    }
    String text = value.textValue();
    if (PercentEncoding.controls(text) || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      problem(
          name,
          "invalid-characters",
          new Text("It contains characters that are not allowed.", "包含不允许的字符。"));
      return null;
    }
    return text;
  }

  @Override
  public String toString() {
    return "JsonObject" + known;
  }
}
