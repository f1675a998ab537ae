package dev.muster.web.signin;

import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What scopes let an application read, in words. */
final class Scopes {
  /** In the order in which people read them: who they are first, for how long last. */
  private static final List<Scope> KNOWN =
      List.of(
          new Scope("openid", new Text("who you are", "您的身份")),
          new Scope("profile", new Text("your name, user name and picture", "姓名、用户名和头像")),
          new Scope("email", new Text("your email address", "邮箱")),
          new Scope("phone", new Text("your phone number", "手机号")),
          new Scope(
              "platform", new Text("your ID and departments at the platform", "您在平台上的 ID 和部门")),
          new Scope("offline_access", new Text("all of this while you are away", "在您离线时继续访问")));

  private static final List<String> ORDER = KNOWN.stream().map(Scope::name).toList();

  private record Scope(String name, Text words) {}

  private Scopes() {}

  /** A scope that has no words yet stands for itself, before what is asked for how long. */
  static List<String> of(Language language, Set<String> scopes) {
    return scopes.stream()
        .sorted(Comparator.comparingInt(Scopes::place).thenComparing(Comparator.naturalOrder()))
        .map(
            name ->
                KNOWN.stream()
                    .filter(scope -> scope.name.equals(name))
                    .findFirst()
                    .map(scope -> language.of(scope.words))
                    .orElse(name))
        .distinct()
        .toList();
  }

  private static int place(String name) {
    int place = ORDER.indexOf(name);
    return place < 0 ? ORDER.size() - 1 : place == ORDER.size() - 1 ? ORDER.size() : place;
  }
}
