package dev.muster.web.api;

import dev.muster.api.warroom.PersonRef;
import dev.muster.spi.Text;
import dev.muster.web.http.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** By what somebody is invited, or on duty: {@code email}, {@code mobile} and so on. */
record PersonView(
    Optional<String> user,
    Optional<String> email,
    Optional<String> mobile,
    Optional<String> platform,
    Optional<String> userId,
    Optional<String> department) {
  private static final Optional<String> NONE = Optional.empty();

  private static final Text CHOICE =
      new Text(
          "Name somebody by one of user, email, mobile, platform with userId, or platform with"
              + " department.",
          "请通过以下之一指定成员：user、email、mobile、platform 加 userId，或 platform 加 department。");

  static PersonView of(PersonRef ref) {
    if (ref instanceof PersonRef.OurUser it) {
      return new PersonView(Optional.of(it.id()), NONE, NONE, NONE, NONE, NONE);
    }
    if (ref instanceof PersonRef.Email it) {
      return new PersonView(NONE, Optional.of(it.address()), NONE, NONE, NONE, NONE);
    }
    if (ref instanceof PersonRef.Mobile it) {
      return new PersonView(NONE, NONE, Optional.of(it.number()), NONE, NONE, NONE);
    }
    if (ref instanceof PersonRef.PlatformUser it) {
      return new PersonView(
          NONE, NONE, NONE, Optional.of(it.platform()), Optional.of(it.userId()), NONE);
    }
    PersonRef.Department it = (PersonRef.Department) ref;
    return new PersonView(
        NONE, NONE, NONE, Optional.of(it.platform()), NONE, Optional.of(it.department()));
  }

  static List<PersonView> all(List<PersonRef> refs) {
    return refs.stream().map(PersonView::of).toList();
  }

  /** Somebody in a member; empty if it is absent or wrong, which the body's end refuses. */
  static Optional<PersonRef> read(JsonObject body, String name) {
    return body.object(name).flatMap(PersonView::read);
  }

  /** People in a member; empty if it is absent, null or wrong. */
  static Optional<List<PersonRef>> readAll(JsonObject body, String name) {
    return body.objects(name)
        .map(
            objects -> {
              List<PersonRef> refs = new ArrayList<>(objects.size());
              objects.forEach(each -> read(each).ifPresent(refs::add));
              return refs;
            });
  }

  /** Somebody in an object; empty if it names nobody, which its end refuses. */
  static Optional<PersonRef> read(JsonObject body) {
    Optional<String> user = body.text("user");
    Optional<String> email = body.text("email");
    Optional<String> mobile = body.text("mobile");
    Optional<String> platform = body.text("platform");
    Optional<String> userId = body.text("userId");
    Optional<String> department = body.text("department");
    long ways =
        Stream.of(user, email, mobile, userId, department).filter(Optional::isPresent).count();
    boolean ofPlatform = userId.isPresent() || department.isPresent();
    if (ways != 1 || platform.isPresent() != ofPlatform) {
      body.problem("", "choice", CHOICE);
      return Optional.empty();
    }
    PersonRef ref =
        user.<PersonRef>map(PersonRef.OurUser::new)
            .or(() -> email.map(PersonRef.Email::new))
            .or(() -> mobile.map(PersonRef.Mobile::new))
            .or(() -> userId.map(id -> new PersonRef.PlatformUser(platform.orElse(""), id)))
            .orElseGet(() -> new PersonRef.Department(platform.orElse(""), department.orElse("")));
    return Optional.of(ref);
  }
}
