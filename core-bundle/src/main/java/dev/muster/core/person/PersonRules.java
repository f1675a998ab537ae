package dev.muster.core.person;

import dev.muster.api.warroom.PersonRef;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.user.ProfileRules;
import dev.muster.spi.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What references to people may be. Whether they mean somebody at a platform is not asked: that may
 * change, and is found out when somebody is invited.
 */
public final class PersonRules {
  private static final int MAX_ID = 200;
  private static final Pattern PLATFORM = Pattern.compile("[a-z0-9-]{1,31}");

  private PersonRules() {}

  /**
   * Checks references and cleans them.
   *
   * @param field the list's field
   * @param refs as they were entered
   * @param most how many there may be
   * @param errors takes what is wrong
   * @return each once, trimmed, numbers as E.164; what is wrong stays as it was
   */
  public static List<PersonRef> clean(
      String field, List<PersonRef> refs, int most, FieldErrors errors) {
    return clean(field, refs, most, any -> true, errors);
  }

  /**
   * The same, and refuses our users who are not there.
   *
   * @param there whether one may be named
   */
  public static List<PersonRef> clean(
      String field, List<PersonRef> refs, int most, Predicate<String> there, FieldErrors errors) {
    if (refs.size() > most) {
      errors.add(
          field, "too-many", new Text("Give at most " + most + " people.", "最多填写 " + most + " 人。"));
      return refs;
    }
    List<PersonRef> clean = new ArrayList<>(refs.size());
    for (int i = 0; i < refs.size(); i++) {
      PersonRef ref = clean(field + "." + i, refs.get(i), errors);
      checkThere(field + "." + i, ref, there, errors);
      clean.add(ref);
    }
    return clean.stream().distinct().toList();
  }

  /** Checks and cleans a reference to one person: a department is none. */
  public static PersonRef one(String field, PersonRef ref, FieldErrors errors) {
    if (ref instanceof PersonRef.Department) {
      errors.add(field, "choice", new Text("Name a person, no department.", "请填写一个人，而不是部门。"));
    }
    return clean(field, ref, errors);
  }

  /** The same, and refuses one of our users who is not there. */
  public static PersonRef one(
      String field, PersonRef ref, Predicate<String> there, FieldErrors errors) {
    PersonRef clean = one(field, ref, errors);
    checkThere(field, clean, there, errors);
    return clean;
  }

  /** Checks one reference and cleans it. */
  public static PersonRef clean(String field, PersonRef ref, FieldErrors errors) {
    if (ref instanceof PersonRef.OurUser user) {
      return new PersonRef.OurUser(id(field + ".user", user.id(), errors));
    }
    if (ref instanceof PersonRef.Email email) {
      return new PersonRef.Email(address(field + ".email", email.address(), errors));
    }
    if (ref instanceof PersonRef.Mobile mobile) {
      return new PersonRef.Mobile(number(field + ".mobile", mobile.number(), errors));
    }
    if (ref instanceof PersonRef.PlatformUser user) {
      return new PersonRef.PlatformUser(
          platform(field, user.platform(), errors), id(field + ".userId", user.userId(), errors));
    }
    PersonRef.Department department = (PersonRef.Department) ref;
    return new PersonRef.Department(
        platform(field, department.platform(), errors),
        id(field + ".department", department.department(), errors));
  }

  /** Refuses one of our users who is not there; what is no ID is refused for that. */
  public static void checkThere(
      String field, PersonRef ref, Predicate<String> there, FieldErrors errors) {
    if (ref instanceof PersonRef.OurUser user && isId(user.id()) && !there.test(user.id())) {
      errors.add(field + ".user", "unknown-value", new Text("There is no such user.", "没有该用户。"));
    }
  }

  private static String id(String field, String raw, FieldErrors errors) {
    String id = raw.strip();
    if (!isId(id)) {
      errors.add(field, "length", new Text("Give 1 to 200 characters.", "请填写 1 至 200 个字符。"));
    } else {
      errors.checkPrintable(field, id);
    }
    return id;
  }

  private static boolean isId(String id) {
    return !id.isEmpty() && Texts.length(id) <= MAX_ID;
  }

  private static String address(String field, String raw, FieldErrors errors) {
    return ProfileRules.email(raw)
        .orElseGet(
            () -> {
              errors.add(field, "format", new Text("Give an email address.", "请填写邮箱地址。"));
              return raw;
            });
  }

  private static String number(String field, String raw, FieldErrors errors) {
    return ProfileRules.phone(raw)
        .orElseGet(
            () -> {
              errors.add(
                  field,
                  "format",
                  new Text(
                      "Give a phone number with its country code, such as +8613800000000.",
                      "请填写带国家代码的手机号，例如 +8613800000000。"));
              return raw;
            });
  }

  private static String platform(String field, String id, FieldErrors errors) {
    if (!PLATFORM.matcher(id).matches()) {
      errors.add(
          field + ".platform",
          "format",
          new Text("Give a platform's ID, such as lark.", "请填写平台的 ID，例如 lark。"));
    }
    return id;
  }
}
