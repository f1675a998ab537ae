package dev.muster.core.roomrule;

import dev.muster.core.check.FieldErrors;
import dev.muster.spi.Text;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** On which platforms rooms are opened: the same for a rule, for its trial and for a room. */
public final class RoomPlatforms {
  private static final int MOST = 10;
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,31}");

  private RoomPlatforms() {}

  /**
   * Checks which platforms were named.
   *
   * @param field the list's field
   * @param raw as they were entered
   * @param errors takes what is wrong
   * @return each once, in their order; none where one cannot be a platform's id
   */
  public static List<String> clean(String field, List<String> raw, FieldErrors errors) {
    List<String> platforms = raw.stream().distinct().toList();
    if (platforms.isEmpty()) {
      errors.add(field, "required", new Text("Give at least one platform.", "请至少填写一个平台。"));
    } else if (platforms.size() > MOST
        || !platforms.stream().allMatch(id -> ID.matcher(id).matches())) {
      errors.add(
          field,
          "format",
          new Text("Give IDs of at most " + MOST + " platforms.", "最多填写 " + MOST + " 个平台的 ID。"));
      return List.of();
    }
    return platforms;
  }

  /**
   * A room is opened only where the tenant has bound every platform of it.
   *
   * @param field the list's field
   * @param platforms what {@link #clean} returned
   * @param bound whether the tenant has bound a mobile app of a platform
   * @param errors takes each that is not bound
   */
  public static void checkBound(
      String field, List<String> platforms, Predicate<String> bound, FieldErrors errors) {
    for (String platform : platforms) {
      if (!bound.test(platform)) {
        errors.add(
            field,
            "not-bound",
            new Text(
                "No mobile app of the platform " + platform + " is bound.",
                "尚未绑定平台 " + platform + " 的移动应用。"));
      }
    }
  }
}
