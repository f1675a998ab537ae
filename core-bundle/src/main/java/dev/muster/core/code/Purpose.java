package dev.muster.core.code;

import dev.muster.spi.Text;

/** What a code is for: one that was sent for something is worth nothing for anything else. */
public enum Purpose {
  /**
   * To link an account of a platform to the account. Whose it is stands in the message ({@code
   * {person}}, {@code {source}}), so that nobody has a code told them for theirs unnoticed.
   */
  LINK(
      "link",
      6,
      "Enter it on the page where you asked for it, to let {person} sign in to your account at"
          + " {company} by {source} from now on.",
      "请在申请验证码的页面输入。验证后，{source}账号“{person}”可以登录您在 {company} 的账号。"),
  /**
   * To choose another password. Anybody may ask for one in anybody's name, where a link takes
   * somebody of the company: of so many codes nobody guesses one of some account.
   */
  RECOVERY(
      "recovery",
      10,
      "Enter it on the page where you asked for it, to choose a new password for your account"
          + " at {company}.",
      "请在申请验证码的页面输入，用于重设您在 {company} 的账号的密码。");

  private final String id;
  private final int digits;
  private final String english;
  private final String chinese;

  Purpose(String id, int digits, String english, String chinese) {
    this.id = id;
    this.digits = digits;
    this.english = english;
    this.chinese = chinese;
  }

  /** As events, metrics and messages have it, in kebab case. */
  String id() {
    return id;
  }

  /** How long its codes are. */
  int digits() {
    return digits;
  }

  /** What the message says a code is for; the names in braces are those of the flow. */
  Text sentence() {
    return new Text(english, chinese);
  }
}
