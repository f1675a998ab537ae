package dev.muster.api;

import dev.muster.spi.Text;

/** What can be asked for and not be there. */
public enum Resource {
  /** A company. */
  TENANT("tenant", "租户"),
  /** A person with rights in the management API. */
  ADMINISTRATOR("administrator", "管理员"),
  /** What lets a program call the management API. */
  API_TOKEN("API token", " API 令牌"),
  /** A browser in which somebody is signed in. */
  SESSION("session", "会话"),
  /** A platform. */
  PLATFORM("platform", "平台"),
  /** An app that is bound. */
  MOBILE_APP("mobile app", "移动应用"),
  /** A way in. */
  IDENTITY_SOURCE("identity source", "身份源"),
  /** An address book compared with the users. */
  RECONCILIATION("reconciliation", "同步任务"),
  /** A sign-in that only shows what would come of it. */
  TRY("try", "试用"),
  /** An application as OAuth knows it. */
  CLIENT("client", "应用"),
  /** A person. */
  USER("user", "用户"),
  /** A person's account at a platform. */
  IDENTITY("identity", "身份"),
  /** A file of users that is brought in. */
  USER_IMPORT("import", "导入"),
  /** A way in for alerts. */
  ALERT_INTAKE("alert intake", "告警接入点"),
  /** An alert that came in. */
  ALERT("alert", "告警"),
  /** What makes a war room of alerts. */
  WAR_ROOM_RULE("war room rule", "作战室规则"),
  /** A problem with a chat on each of its platforms. */
  WAR_ROOM("war room", "作战室"),
  /** Somebody who was invited to a war room. */
  WAR_ROOM_MEMBER("member of the war room", "作战室成员"),
  /** That a war room is to be closed later. */
  WAR_ROOM_CLOSING("planned closing of the war room", "计划中的作战室关闭操作"),
  /** Who is on duty. */
  ROTA("rota", "值班表"),
  /** What war rooms open with. */
  WAR_ROOM_TEMPLATE("template", "模板"),
  /** Background work. */
  TASK("task", "后台任务"),
  /** A bundle that was dropped in. */
  PLUGIN("plugin", "插件"),
  /** An address of this server. */
  ADDRESS("address", "地址"),
  /** A file of a page. */
  FILE("file", "文件");

  private final String en;
  private final String zhCn;

  Resource(String en, String zhCn) {
    this.en = en;
    this.zhCn = zhCn;
  }

  /** Says that it is not there. */
  Text missing() {
    return new Text("There is no such " + en + ".", "找不到该" + zhCn + "。");
  }
}
