package dev.muster.core.code;

import dev.muster.spi.Text;

/** What a code is for: one that was sent for something is worth nothing for anything else. */
public enum Purpose {
  /** To link an account of a platform to the account. */
  LINK(
      "link",
      "Enter it on the page where you asked for it, to link your chat account to your account"
          + " at {company}.",
      "请在申请验证码的页面输入，用于将您的聊天平台账号关联到您在 {company} 的账号。"),
  /** To choose another password. */
  RECOVERY(
      "recovery",
      "Enter it on the page where you asked for it, to choose a new password for your account"
          + " at {company}.",
      "请在申请验证码的页面输入，用于重设您在 {company} 的账号的密码。");

  private final String id;
  private final String english;
  private final String chinese;

  Purpose(String id, String english, String chinese) {
    this.id = id;
    this.english = english;
    this.chinese = chinese;
  }

  /** As events, metrics and messages have it, in kebab case. */
  String id() {
    return id;
  }

  /** What somebody is told who gets a code; the company stands for {@code {company}}. */
  Text sentence() {
    return new Text(english, chinese);
  }
}
