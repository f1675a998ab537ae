package dev.muster.dingtalk;

import dev.muster.spi.Text;

/** A permission of the app, as the console names it, and what it is for. */
enum Permission {
  CONSENT("open_app_api_base", "sign-in in a browser", "网页登录"),
  BASE("qyapi_base", "sign-in inside DingTalk", "钉钉内免登"),
  MEMBER("qyapi_get_member", "sign-in and reading people", "登录和读取成员信息"),
  DEPARTMENTS("qyapi_get_department_list", "reading departments", "读取部门"),
  DEPARTMENT_MEMBERS("qyapi_get_department_member", "reading people by department", "按部门读取成员"),
  ROLES("qyapi_get_department_member", "reading roles", "读取角色"),
  BY_MOBILE("qyapi_get_member_by_mobile", "finding people by mobile number", "按手机号查找成员"),
  ROBOT("qyapi_robot_sendmsg", "messages of the robot to people", "机器人向成员发送消息"),
  GROUP_CHATS("qyapi_chat_manage", "group chats", "群聊"),
  READ_GROUP_CHATS("qyapi_chat_read", "reading group chats", "读取群聊信息");

  private final String code;
  private final String purpose;
  private final String purposeZh;

  Permission(String code, String purpose, String purposeZh) {
    this.code = code;
    this.purpose = purpose;
    this.purposeZh = purposeZh;
  }

  String code() {
    return code;
  }

  Text purpose() {
    return new Text(purpose, purposeZh);
  }
}
