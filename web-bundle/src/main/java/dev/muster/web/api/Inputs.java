package dev.muster.web.api;

import dev.muster.api.Administrators.Role;
import dev.muster.api.ProblemException;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values of the kinds that more than one resource reads. */
final class Inputs {
  private Inputs() {}

  /** What is at an address below the API's base, each part of it encoded. */
  static URI location(String... parts) {
    StringBuilder path = new StringBuilder(Guard.BASE);
    for (String part : parts) {
      path.append('/').append(encoded(part));
    }
    return URI.create(path.toString());
  }

  /** A text as it can stand in a path, a query or a header. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A secret in a member: not an empty one, and never repeated in an error. */
  static Optional<Secret> secret(JsonObject body, String name) {
    Optional<String> text = body.text(name);
    if (text.isPresent() && text.get().isEmpty()) {
      body.problem(name, "required", new Text("It must not be empty.", "不能为空。"));
      return Optional.empty();
    }
    return text.map(Secret::of);
  }

  /** A truth value in the query. */
  static boolean flag(Request request, String name) {
    Optional<String> text = request.query().filled(name);
    if (text.isEmpty() || text.get().equals("false")) {
      return false;
    }
    if (text.get().equals("true")) {
      return true;
    }
    throw ProblemException.invalid(
        name, "wrong-type", new Text(name + " must be true or false.", "须为 true 或 false。"));
  }

  /** An address in a member. */
  static Optional<URI> uri(JsonObject body, String name) {
    return body.text(name).flatMap(text -> uri(body, name, text));
  }

  /** A list of addresses in a member, in their order. */
  static Optional<List<URI>> uris(JsonObject body, String name) {
    return body.texts(name)
        .map(
            texts -> {
              List<URI> uris = new ArrayList<>(texts.size());
              for (int i = 0; i < texts.size(); i++) {
                uri(body, name + "." + i, texts.get(i)).ifPresent(uris::add);
              }
              return uris;
            });
  }

  private static Optional<URI> uri(JsonObject body, String name, String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      body.problem(name, "invalid-uri", new Text("It must be a valid URI.", "须为有效的 URI。"));
      return Optional.empty();
    }
  }

  /** A time in a member. */
  static Optional<Instant> instant(JsonObject body, String name) {
    return body.text(name)
        .flatMap(
            text -> {
              try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
              } catch (DateTimeException e) {
                body.problem(
                    name,
                    "invalid-time",
                    new Text(
                        "Give a time such as 2026-01-31T12:00:00Z.",
                        "请填写时间，例如 2026-01-31T12:00:00Z。"));
                return Optional.empty();
              }
            });
  }

  /** What somebody may do. */
  static Role role(JsonObject body) {
    body.required("role");
    return word(body, "role", Role.values(), Role::id).orElse(Role.AUDITOR);
  }

  /** In which tenants: an owner has all, and everybody else has to be given some. */
  static Set<String> tenants(JsonObject body, Role role) {
    return body.texts("tenants")
        .map(Set::copyOf)
        .orElse(role == Role.OWNER ? Set.of("*") : Set.of());
  }

  /** One of a few words in a member. */
  static <T> Optional<T> word(
      JsonObject body, String name, T[] values, Function<T, String> spelling) {
    return body.text(name).flatMap(text -> word(body, name, text, values, spelling));
  }

  /**
   * One of a few words among a query's parameters.
   *
   * @param query the parameters
   * @param name which one
   * @param values what the words stand for
   * @param spelling how one is spelled
   * @return which it is, or empty where it is not given
   * @throws ProblemException {@code INVALID_VALUE} if it is none of them
   */
  static <T> Optional<T> word(
      Parameters query, String name, T[] values, Function<T, String> spelling) {
    Optional<String> text = query.filled(name);
    Optional<T> found =
        text.flatMap(
            word ->
                Arrays.stream(values)
                    .filter(value -> spelling.apply(value).equals(word))
                    .findFirst());
    if (text.isPresent() && found.isEmpty()) {
      throw ProblemException.invalid(name, "unknown-value", oneOf(values, spelling));
    }
    return found;
  }

  private static <T> Text oneOf(T[] values, Function<T, String> spelling) {
    String words = Arrays.stream(values).map(spelling).collect(Collectors.joining(", "));
    return new Text("It must be one of " + words + ".", "须为以下之一：" + words + "。");
  }

  /** Some of a few words in a member, in their order. */
  static <T> Optional<Set<T>> words(
      JsonObject body, String name, T[] values, Function<T, String> spelling) {
    return body.texts(name)
        .map(
            texts -> {
              Set<T> found = new LinkedHashSet<>();
              for (int i = 0; i < texts.size(); i++) {
                word(body, name + "." + i, texts.get(i), values, spelling).ifPresent(found::add);
              }
              return found;
            });
  }

  /** One of a few words in each member of an object. */
  static <T> Map<String, T> wordsByName(JsonObject body, T[] values, Function<T, String> spelling) {
    Map<String, T> found = new LinkedHashMap<>();
    body.textsByName()
        .forEach(
            (name, text) ->
                word(body, name, text, values, spelling).ifPresent(it -> found.put(name, it)));
    return found;
  }

  private static <T> Optional<T> word(
      JsonObject body, String name, String text, T[] values, Function<T, String> spelling) {
    for (T value : values) {
      if (spelling.apply(value).equals(text)) {
        return Optional.of(value);
      }
    }
    body.problem(name, "unknown-value", oneOf(values, spelling));
    return Optional.empty();
  }

  /**
   * A time among a query's parameters.
   *
   * @param query the parameters
   * @param name which one
   * @return the time, or empty where it is not given
   * @throws ProblemException {@code INVALID_VALUE} if it is none
   */
  static Optional<Instant> instant(Parameters query, String name) {
    return query
        .filled(name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeException e) {
                throw ProblemException.invalid(
                    name,
                    "invalid-time",
                    new Text(
                        name + " must be a time such as 2026-01-31T12:00:00Z.",
                        "须为时间，例如 2026-01-31T12:00:00Z。"));
              }
            });
  }
}
