package dev.muster.web.signin;

import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import java.util.Map;
import java.util.Optional;

/** What scopes let an application read, in words. */
final class Scopes {
  private static final Map<String, Text> WORDS =
      Map.of(
          "openid", new Text("who you are", "您的身份"),
          "profile", new Text("your name, user name and picture", "姓名、用户名和头像"),
          "email", new Text("your email address", "邮箱"),
          "phone", new Text("your phone number", "手机号"),
          "platform", new Text("your ID and departments at the platform", "您在平台上的 ID 和部门"),
          "offline_access", new Text("all of this while you are away", "在您离线时继续访问"));

  private Scopes() {}

  /** A scope that has no words yet stands for itself. */
  static String of(Language language, String scope) {
    return Optional.ofNullable(WORDS.get(scope)).map(language::of).orElse(scope);
  }
}
