package dev.muster.core.user;

import dev.muster.api.User.Profile;
import dev.muster.core.check.FieldErrors;
import dev.muster.spi.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the cells of a line say, by the names of their columns. */
final class RowCells {
  /** What an export puts an apostrophe before. */
  private static final Pattern ESCAPED = Pattern.compile("'+[=+@\\t\\r\\n-].*", Pattern.DOTALL);

  private static final Text HTTPS = new Text("Give an https address.", "请填写 https 地址。");

  private RowCells() {}

  /** What a line says, over what is known; an address that is new is not known to be theirs. */
  static Profile typed(Map<String, String> cells, Profile before, FieldErrors errors) {
    Optional<String> email =
        given(cells, "email").map(raw -> ProfileRules.email(raw).orElse(raw)).or(before::email);
    Optional<String> phone =
        given(cells, "phone").map(raw -> ProfileRules.phone(raw).orElse(raw)).or(before::phone);
    return Profile.builder(given(cells, "username").orElse(before.username()))
        .displayName(given(cells, "displayName").or(before::displayName))
        .nickname(given(cells, "nickname").or(before::nickname))
        .email(
            email,
            flag(cells, "emailVerified", errors)
                .orElse(before.emailVerified() && email.equals(before.email())))
        .phone(
            phone,
            flag(cells, "phoneVerified", errors)
                .orElse(before.phoneVerified() && phone.equals(before.phone())))
        .externalId(given(cells, "externalId").or(before::externalId))
        .locale(given(cells, "locale").or(before::locale))
        .picture(picture(cells, errors).or(before::picture))
        .build();
  }

  static Optional<String> given(Map<String, String> cells, String column) {
    return Optional.ofNullable(cells.get(column))
        .map(cell -> ESCAPED.matcher(cell).matches() ? cell.substring(1) : cell)
        .map(String::strip)
        .filter(cell -> !cell.isEmpty());
  }

  private static Optional<Boolean> flag(
      Map<String, String> cells, String column, FieldErrors errors) {
    Optional<String> cell = given(cells, column);
    if (cell.isPresent()
        && !cell.get().equalsIgnoreCase("true")
        && !cell.get().equalsIgnoreCase("false")) {
      errors.add(column, "wrong-type", new Text("Give true or false.", "请填写 true 或 false。"));
    }
    return cell.map("true"::equalsIgnoreCase);
  }

  static boolean active(Map<String, String> cells, boolean before, FieldErrors errors) {
    Optional<String> cell = given(cells, "status");
    if (cell.isPresent() && !Set.of("active", "disabled").contains(cell.get())) {
      errors.add(
          "status",
          "unknown-value",
          new Text("Give active or disabled.", "请填写 active 或 disabled。"));
    }
    return cell.map("active"::equals).orElse(before);
  }

  private static Optional<URI> picture(Map<String, String> cells, FieldErrors errors) {
    return given(cells, "picture")
        .flatMap(
            text -> {
              try {
                return Optional.of(new URI(text));
              } catch (URISyntaxException e) {
                errors.add("picture", "format", HTTPS);
                return Optional.empty();
              }
            });
  }

  /** Whether whose password it is has to choose another one. */
  static boolean change(
      Map<String, String> cells,
      Optional<LinePassword> password,
      boolean before,
      FieldErrors errors) {
    Optional<Boolean> given = flag(cells, "passwordChange", errors);
    if (given.isPresent() && password.isEmpty()) {
      errors.add(
          "passwordChange", "needs-password", new Text("Give a password with it.", "请同时填写密码。"));
    }
    return given.orElse(before);
  }
}
