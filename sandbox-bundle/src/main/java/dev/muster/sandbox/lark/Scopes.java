package dev.muster.sandbox.lark;

import dev.muster.sandbox.common.ApiError;
import java.util.List;

/** The permissions that the calls and their fields take. */
final class Scopes {
  static final String TENANT = "tenant:tenant:readonly";
  static final String CONTACTS = "contact:contact.base:readonly";
  static final String USER_ID = "contact:user.employee_id:readonly";
  static final String EMPLOYMENT = "contact:user.employee:readonly";
  static final String USER_BASE = "contact:user.base:readonly";
  static final String USER_DEPARTMENT = "contact:user.department:readonly";
  static final String EMAIL = "contact:user.email:readonly";
  static final String PHONE = "contact:user.phone:readonly";
  static final String FIND = "contact:user.id:readonly";
  static final String DEPARTMENT_BASE = "contact:department.base:readonly";
  static final String ORGANIZATION = "contact:department.organize:readonly";

  static final String GROUPS = "contact:group:readonly";
  static final String MESSAGES = "im:message:send_as_bot";
  static final String CHATS = "im:chat";
  static final String CHATS_AS_OWNER = "im:chat:operate_as_owner";
  static final String READ_MESSAGES = "im:message:readonly";
  static final String GROUP_MESSAGES = "im:message.group_msg";

  static final List<String> ALL =
      List.of(
          TENANT,
          CONTACTS,
          USER_ID,
          EMPLOYMENT,
          USER_BASE,
          USER_DEPARTMENT,
          EMAIL,
          PHONE,
          FIND,
          DEPARTMENT_BASE,
          ORGANIZATION,
          GROUPS,
          MESSAGES,
          CHATS,
          CHATS_AS_OWNER,
          READ_MESSAGES,
          GROUP_MESSAGES);

  private Scopes() {}

  static ApiError missing(String scope) {
    return new ApiError("99991672", "Access denied. One of the scopes is required", scope);
  }
}
