package dev.muster.lark;

import java.util.List;
import java.util.Set;

/** The permissions that the app has to be granted, by the names of the console. */
final class Scopes {
  static final String TENANT = "tenant:tenant:readonly";
  static final String CONTACTS = "contact:contact.base:readonly";
  static final String USER_ID = "contact:user.employee_id:readonly";
  static final String EMPLOYMENT = "contact:user.employee:readonly";
  static final String ORGANIZATION = "contact:department.organize:readonly";

  static final String GROUPS = "contact:group:readonly";

  /** The narrowest of those with which the bot may send messages to people. */
  static final String MESSAGES = "im:message:send_as_bot";

  /** Everything that the bot does with chats, and with those that it gave to somebody else. */
  static final List<String> GROUP_CHATS = List.of("im:chat", "im:chat:operate_as_owner", MESSAGES);

  /** What reading takes that was written in chats. */
  static final List<String> CHAT_HISTORY = List.of("im:message:readonly", "im:message.group_msg");

  /** Without one of these nobody is let in. */
  static final List<String> SIGN_IN = List.of(TENANT, CONTACTS, USER_ID, EMPLOYMENT);

  /** What reading the address book, names and departments takes besides. */
  static final List<String> DIRECTORY =
      List.of(
          "contact:user.base:readonly",
          "contact:user.department:readonly",
          "contact:department.base:readonly",
          ORGANIZATION,
          "contact:user.id:readonly");

  /** Older and wider; each stands for the narrow ones but those that give out identifiers. */
  private static final Set<String> WIDE =
      Set.of(
          "contact:contact:readonly_as_app",
          "contact:contact:access_as_app",
          "contact:contact:readonly");

  /** Sends and reads; what is written in groups is not in it. */
  private static final String ALL_MESSAGES = "im:message";

  private static final Set<String> NEVER_COVERED =
      Set.of(TENANT, USER_ID, GROUPS, "contact:user.id:readonly");

  private Scopes() {}

  /** Those of the wanted that were not granted. */
  static List<String> missing(List<String> wanted, Set<String> granted) {
    boolean wide = WIDE.stream().anyMatch(granted::contains);
    return wanted.stream()
        .filter(scope -> !granted.contains(scope))
        .filter(scope -> !wide || !scope.startsWith("contact:") || NEVER_COVERED.contains(scope))
        .filter(scope -> !scope.startsWith(ALL_MESSAGES + ":") || !granted.contains(ALL_MESSAGES))
        .toList();
  }
}
