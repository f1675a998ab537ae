package dev.muster.wechatwork;

import java.util.regex.Pattern;

/** The vendor's form of a user id; anything else is not one. */
final class UserIds {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}");

  private UserIds() {}

  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
