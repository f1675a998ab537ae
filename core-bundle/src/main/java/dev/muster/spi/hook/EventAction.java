package dev.muster.spi.hook;

import dev.muster.spi.Text;
import java.util.Arrays;
import java.util.Optional;

/**
 * Everything that is recorded, in one list: the audit log, {@link EventListener}, the filter of the
 * API and the documentation take it from here. Ids stay as they are; more may be added.
 */
public enum EventAction {
  /** Somebody signed in. */
  SIGN_IN_SUCCEEDED("sign-in.succeeded", Level.INFO, "Someone signed in.", "用户登录成功。"),
  /** Somebody was not let in. */
  SIGN_IN_REFUSED("sign-in.refused", Level.WARNING, "A sign-in was refused.", "登录被拒绝。"),
  /** A session was ended by its person. */
  SESSION_ENDED("session.ended", Level.INFO, "Someone signed out.", "用户退出登录。"),
  /** An authorization code came a second time. */
  CODE_REUSED(
      "grant.code-reused",
      Level.WARNING,
      "An authorization code was used twice; what it gave was revoked.",
      "授权码被重复使用，已撤销由其颁发的令牌。"),
  /** A refresh token came again that had been replaced. */
  REFRESH_TOKEN_REUSED(
      "grant.refresh-token-reused",
      Level.WARNING,
      "A refresh token that had been replaced was used again; what it stood for was revoked.",
      "已被替换的刷新令牌再次使用，已撤销相关授权。"),
  /** An application revoked a token. */
  GRANT_REVOKED(
      "grant.revoked",
      Level.INFO,
      "An application revoked its tokens for someone.",
      "应用撤销了其持有的用户令牌。"),
  /** Somebody let an application have what it asked for. */
  CONSENT_GIVEN(
      "grant.consented",
      Level.NOTICE,
      "Someone let an application have what it asked for.",
      "用户同意了应用的授权请求。"),
  /** Somebody ended what they had granted to an application. */
  GRANT_WITHDRAWN(
      "grant.withdrawn",
      Level.NOTICE,
      "Someone withdrew what they had granted to an application.",
      "用户撤回了对应用的授权。"),
  /** A user was created. */
  USER_CREATED("user.created", Level.INFO, "A user was created.", "创建了用户。"),
  /** A user's profile was changed. */
  USER_CHANGED("user.changed", Level.INFO, "A user was changed.", "修改了用户。"),
  /** A user was disabled. */
  USER_DISABLED("user.disabled", Level.NOTICE, "A user was disabled.", "停用了用户。"),
  /** A user was enabled. */
  USER_ENABLED("user.enabled", Level.NOTICE, "A user was enabled.", "启用了用户。"),
  /** A user was deleted. */
  USER_DELETED("user.deleted", Level.NOTICE, "A user was deleted.", "删除了用户。"),
  /** A user was signed out everywhere. */
  USER_SESSIONS_ENDED(
      "user.sessions-ended", Level.NOTICE, "A user was signed out everywhere.", "用户的所有会话已结束。"),
  /** A user got another password. */
  USER_PASSWORD_SET(
      "user.password-set", Level.NOTICE, "The password of a user was set.", "设置了用户的密码。"),
  /** A user chose another password. */
  USER_PASSWORD_CHANGED(
      "user.password-changed", Level.NOTICE, "A user changed their password.", "用户修改了自己的密码。"),
  /** An account at a platform was linked to a user. */
  IDENTITY_LINKED(
      "user.identity-linked",
      Level.NOTICE,
      "A platform account was linked to a user.",
      "将平台账号关联到了用户。"),
  /** Somebody who was asked which account is theirs could not prove it. */
  PROOF_REFUSED(
      "user.proof-refused",
      Level.WARNING,
      "Someone could not prove that an account is theirs.",
      "有人未能证明账号归其所有。"),
  /** A one-time code is on its way to a user. */
  CODE_SENT("user.code-sent", Level.INFO, "A one-time code was sent to a user.", "向用户发送了验证码。"),
  /** A one-time code for a user did not go out. */
  CODE_NOT_SENT(
      "user.code-not-sent",
      Level.WARNING,
      "A one-time code for a user could not be sent.",
      "未能向用户发送验证码。"),
  /** A user's account at a platform was unlinked. */
  IDENTITY_UNLINKED(
      "user.identity-unlinked",
      Level.NOTICE,
      "A platform account was unlinked from a user.",
      "解除了用户与平台账号的关联。"),
  /** Somebody undid a link that was made in their name a short time before. */
  IDENTITY_LINK_UNDONE(
      "user.identity-link-undone",
      Level.WARNING,
      "Someone undid the link of a platform account to theirs.",
      "用户撤销了平台账号与其账号的关联。"),
  /** A user's account at a platform has another id there. */
  IDENTITY_RENAMED(
      "user.identity-renamed", Level.INFO, "A user's platform account was renamed.", "用户的平台账号已更名。"),
  /** A platform renamed an account to one that is linked already. */
  IDENTITY_RENAME_REFUSED(
      "user.identity-rename-refused",
      Level.WARNING,
      "A platform account was renamed to one that is linked to a user already.",
      "平台账号更名后与已关联的账号冲突，未作变更。"),
  /** A mobile app was bound. */
  MOBILE_APP_CREATED("mobile-app.created", Level.NOTICE, "A mobile app was bound.", "绑定了移动应用。"),
  /** A mobile app was changed. */
  MOBILE_APP_CHANGED("mobile-app.changed", Level.NOTICE, "A mobile app was changed.", "修改了移动应用。"),
  /** A mobile app got other keys. */
  MOBILE_APP_KEYS_MODIFIED(
      "mobile-app.keys-modified",
      Level.NOTICE,
      "The keys of a mobile app were modified.",
      "修改了移动应用的密钥。"),
  /** A mobile app was deleted. */
  MOBILE_APP_DELETED("mobile-app.deleted", Level.NOTICE, "A mobile app was deleted.", "删除了移动应用。"),
  /** Most of what a platform gives a mobile app is used. */
  MOBILE_APP_QUOTA_LOW(
      "mobile-app.quota-low",
      Level.WARNING,
      "Four fifths of a platform's quota are used.",
      "平台配额已使用五分之四。"),
  /** Nothing is left of what a platform gives a mobile app. */
  MOBILE_APP_QUOTA_USED_UP(
      "mobile-app.quota-used-up", Level.WARNING, "A platform's quota is used up.", "平台配额已用尽。"),
  /** An identity source was created. */
  IDENTITY_SOURCE_CREATED(
      "identity-source.created", Level.NOTICE, "An identity source was created.", "创建了身份源。"),
  /** An identity source was changed. */
  IDENTITY_SOURCE_CHANGED(
      "identity-source.changed", Level.NOTICE, "An identity source was changed.", "修改了身份源。"),
  /** An identity source trusts a field that its platform does not verify. */
  IDENTITY_SOURCE_TRUST_ADDED(
      "identity-source.trust-added",
      Level.WARNING,
      "An identity source now trusts a field that its platform does not verify.",
      "身份源开始信任平台未验证的字段。"),
  /** Somebody prepared a try of an identity source. */
  IDENTITY_SOURCE_TRIED(
      "identity-source.tried",
      Level.NOTICE,
      "A sign-in by an identity source was tried out.",
      "测试了身份源登录。"),
  /** The reconciliation of an identity source began. */
  RECONCILIATION_STARTED(
      "identity-source.reconciliation-started",
      Level.INFO,
      "A reconciliation with the address book began.",
      "开始与通讯录同步。"),
  /** The differences that a reconciliation found were applied. */
  IDENTITY_SOURCE_RECONCILED(
      "identity-source.reconciled",
      Level.NOTICE,
      "Users were reconciled with the address book.",
      "用户已与通讯录同步。"),
  /** A reconciliation found more leavers than usual, or could not check each of them. */
  RECONCILIATION_STOPPED(
      "identity-source.reconciliation-stopped",
      Level.WARNING,
      "A reconciliation stopped: unusually many people would be disabled.",
      "同步已暂停：将被停用的用户数量异常。"),
  /** A reconciliation came to no end, mostly because the whole address book could not be read. */
  RECONCILIATION_FAILED(
      "identity-source.reconciliation-failed",
      Level.WARNING,
      "A reconciliation with the address book failed.",
      "与通讯录同步失败。"),
  /** The differences that a reconciliation found were not wanted. */
  RECONCILIATION_DISCARDED(
      "identity-source.reconciliation-discarded",
      Level.NOTICE,
      "The differences of a reconciliation were discarded.",
      "放弃了同步发现的差异。"),
  /** An identity source was deleted. */
  IDENTITY_SOURCE_DELETED(
      "identity-source.deleted", Level.NOTICE, "An identity source was deleted.", "删除了身份源。"),
  /** A client was created. */
  CLIENT_CREATED("client.created", Level.NOTICE, "A client was created.", "创建了客户端。"),
  /** A client was changed. */
  CLIENT_CHANGED("client.changed", Level.NOTICE, "A client was changed.", "修改了客户端。"),
  /** A client got another secret. */
  CLIENT_SECRET_ROTATED(
      "client.secret-rotated", Level.NOTICE, "The secret of a client was rotated.", "轮换了客户端密钥。"),
  /** A client was deleted. */
  CLIENT_DELETED("client.deleted", Level.NOTICE, "A client was deleted.", "删除了客户端。"),
  /** A tenant has another signing key. */
  SIGNING_KEYS_ROTATED(
      "signing-keys.rotated", Level.NOTICE, "The signing keys were rotated.", "轮换了签名密钥。"),
  /** A tenant was created. */
  TENANT_CREATED("tenant.created", Level.NOTICE, "A tenant was created.", "创建了租户。"),
  /** A tenant was renamed. */
  TENANT_RENAMED("tenant.renamed", Level.INFO, "A tenant was renamed.", "租户已更名。"),
  /** People may sign in with a password from now on, or may not any more. */
  PASSWORD_SIGN_IN_CHANGED(
      "tenant.password-sign-in-changed",
      Level.NOTICE,
      "Sign-in by password was turned on or off.",
      "开启或关闭了密码登录。"),
  /** A tenant was deleted. */
  TENANT_DELETED("tenant.deleted", Level.WARNING, "A tenant was deleted.", "删除了租户。"),
  /** A tenant's pages look different. */
  BRANDING_CHANGED("branding.changed", Level.NOTICE, "The branding was changed.", "修改了品牌外观。"),
  /** A rota was created. */
  ROTA_CREATED("rota.created", Level.NOTICE, "A rota was created.", "创建了值班表。"),
  /** A rota was changed. */
  ROTA_CHANGED("rota.changed", Level.NOTICE, "A rota was changed.", "修改了值班表。"),
  /** A rota was deleted. */
  ROTA_DELETED("rota.deleted", Level.NOTICE, "A rota was deleted.", "删除了值班表。"),
  /** A template of war rooms was created. */
  WAR_ROOM_TEMPLATE_CREATED(
      "war-room-template.created", Level.INFO, "A template of war rooms was created.", "创建了作战室模板。"),
  /** A template of war rooms was changed, the built-in one too. */
  WAR_ROOM_TEMPLATE_CHANGED(
      "war-room-template.changed", Level.INFO, "A template of war rooms was changed.", "修改了作战室模板。"),
  /** A template of war rooms was deleted. */
  WAR_ROOM_TEMPLATE_DELETED(
      "war-room-template.deleted", Level.INFO, "A template of war rooms was deleted.", "删除了作战室模板。"),
  /** An administrator was added. */
  ADMIN_CREATED("admin.created", Level.WARNING, "An administrator was added.", "添加了管理员。"),
  /** An administrator has another name, role or other tenants. */
  ADMIN_CHANGED("admin.changed", Level.WARNING, "An administrator was changed.", "修改了管理员。"),
  /** An administrator was deleted. */
  ADMIN_DELETED("admin.deleted", Level.WARNING, "An administrator was deleted.", "删除了管理员。"),
  /** An administrator has another password. */
  ADMIN_PASSWORD_CHANGED(
      "admin.password-changed",
      Level.WARNING,
      "The password of an administrator was changed.",
      "修改了管理员密码。"),
  /** A console session was ended from elsewhere. */
  ADMIN_SESSION_ENDED(
      "admin.session-ended",
      Level.NOTICE,
      "A console session of an administrator was ended.",
      "结束了管理员的控制台会话。"),
  /** An API token was made. */
  API_TOKEN_CREATED("api-token.created", Level.WARNING, "An API token was created.", "创建了 API 令牌。"),
  /** An API token was revoked. */
  API_TOKEN_REVOKED("api-token.revoked", Level.NOTICE, "An API token was revoked.", "撤销了 API 令牌。"),
  /** An administrator signed in. */
  CONSOLE_SIGNED_IN("console.signed-in", Level.INFO, "An administrator signed in.", "管理员登录成功。"),
  /** An administrator signed out. */
  CONSOLE_SIGNED_OUT("console.signed-out", Level.INFO, "An administrator signed out.", "管理员退出登录。"),
  /** A wrong administrator's password was presented. */
  ADMIN_SIGN_IN_REFUSED(
      "admin.sign-in-refused",
      Level.WARNING,
      "An administrator's sign-in was refused.",
      "管理员登录被拒绝。"),
  /** A wrong client secret was presented. */
  CLIENT_AUTHENTICATION_REFUSED(
      "client.authentication-refused",
      Level.WARNING,
      "The authentication of a client was refused.",
      "客户端认证被拒绝。"),
  /** A wrong API token was presented. */
  TOKEN_REFUSED("token.refused", Level.WARNING, "An API token was refused.", "拒绝了 API 令牌。"),
  /** What was sent to an alert intake was refused. */
  ALERT_INTAKE_REFUSED(
      "alert-intake.refused",
      Level.WARNING,
      "What was sent to an alert intake was refused: its key was wrong.",
      "发送到告警接入点的内容因密钥错误被拒绝。"),
  /** An alert intake was made. */
  ALERT_INTAKE_CREATED(
      "alert-intake.created", Level.NOTICE, "An alert intake was created.", "创建了告警接入点。"),
  /** An alert intake has another name. */
  ALERT_INTAKE_CHANGED(
      "alert-intake.changed", Level.INFO, "An alert intake was renamed.", "告警接入点已更名。"),
  /** An alert intake was deleted. */
  ALERT_INTAKE_DELETED(
      "alert-intake.deleted", Level.NOTICE, "An alert intake was deleted.", "删除了告警接入点。"),
  /** A rule that makes war rooms of alerts was made. */
  WAR_ROOM_RULE_CREATED(
      "war-room-rule.created", Level.NOTICE, "A war room rule was created.", "创建了作战室规则。"),
  /** A rule that makes war rooms of alerts was changed. */
  WAR_ROOM_RULE_CHANGED(
      "war-room-rule.changed", Level.NOTICE, "A war room rule was changed.", "修改了作战室规则。"),
  /** A rule that makes war rooms of alerts was deleted. */
  WAR_ROOM_RULE_DELETED(
      "war-room-rule.deleted", Level.NOTICE, "A war room rule was deleted.", "删除了作战室规则。"),
  /** How alerts become war rooms was changed. */
  WAR_ROOM_SETTINGS_CHANGED(
      "war-room-settings.changed",
      Level.NOTICE,
      "How alerts become war rooms was changed.",
      "修改了告警转为作战室的设置。"),
  /** Somebody had a war room opened for an alert. */
  ALERT_OPENED(
      "alert.opened", Level.INFO, "Someone opened a war room for an alert.", "有人为告警开启了作战室。"),
  /** Somebody decided that an alert needs no war room. */
  ALERT_DISMISSED(
      "alert.dismissed",
      Level.INFO,
      "Someone decided that an alert needs no war room.",
      "有人判定告警无需作战室。"),
  /** A task was tried again. */
  TASK_RETRIED("task.retried", Level.INFO, "A task was tried again.", "重试了后台任务。"),
  /** A task was deleted. */
  TASK_DELETED("task.deleted", Level.NOTICE, "A task was deleted.", "删除了后台任务。"),
  /** A plugin was uploaded. */
  PLUGIN_INSTALLED("plugin.installed", Level.NOTICE, "A plugin was installed.", "安装了插件。"),
  /** A war room was opened. */
  WAR_ROOM_OPENED("war-room.opened", Level.NOTICE, "A war room was opened.", "创建了作战室。"),
  /** What is said of a war room has changed. */
  WAR_ROOM_CHANGED("war-room.changed", Level.INFO, "A war room was changed.", "修改了作战室。"),
  /** Somebody came into a war room or left it. */
  WAR_ROOM_MEMBERS_CHANGED(
      "war-room.members-changed",
      Level.INFO,
      "The members of a war room were changed.",
      "修改了作战室成员。"),
  /** A message or a notice was sent to a war room. */
  WAR_ROOM_MESSAGE_SENT(
      "war-room.message-sent", Level.INFO, "A message was sent to a war room.", "向作战室发送了消息。"),
  /** Somebody looked into the problem of a war room for the first time. */
  WAR_ROOM_ACKNOWLEDGED(
      "war-room.acknowledged",
      Level.INFO,
      "The problem of a war room was acknowledged.",
      "作战室的问题已被响应。"),
  /** The problem of a war room is over. */
  WAR_ROOM_RECOVERED(
      "war-room.recovered", Level.NOTICE, "The problem of a war room is over.", "作战室的问题已恢复。"),
  /** A war room was closed. */
  WAR_ROOM_CLOSED("war-room.closed", Level.NOTICE, "A war room was closed.", "关闭了作战室。"),
  /** A war room was opened again. */
  WAR_ROOM_REOPENED("war-room.reopened", Level.NOTICE, "A war room was opened again.", "重新打开了作战室。"),
  /** A war room was removed, because it was closed longer ago than rooms are kept. */
  WAR_ROOM_REMOVED(
      "war-room.removed",
      Level.NOTICE,
      "A closed war room was removed at the end of its retention.",
      "已关闭的作战室保留期满，已被移除。"),
  /** An uploaded plugin was not taken. */
  PLUGIN_REFUSED("plugin.refused", Level.WARNING, "A plugin was refused.", "插件被拒绝。"),
  /** A plugin was started. */
  PLUGIN_STARTED("plugin.started", Level.NOTICE, "A plugin was started.", "启动了插件。"),
  /** A plugin was stopped. */
  PLUGIN_STOPPED("plugin.stopped", Level.NOTICE, "A plugin was stopped.", "停止了插件。"),
  /** A plugin was deleted. */
  PLUGIN_DELETED("plugin.deleted", Level.NOTICE, "A plugin was deleted.", "删除了插件。");

  private final String id;
  private final Level level;
  private final String english;
  private final String chinese;

  EventAction(String id, Level level, String english, String chinese) {
    this.id = id;
    this.level = level;
    this.english = english;
    this.chinese = chinese;
  }

  /** How much attention something deserves. */
  public enum Level {
    /** It happens all the time. */
    INFO,
    /** Somebody changed what others rely on. */
    NOTICE,
    /** It may be an attack or a mistake. */
    WARNING
  }

  /**
   * Its stable name.
   *
   * @return in kebab case, with a dot behind what it is about, such as {@code user.created}
   */
  public String id() {
    return id;
  }

  /**
   * How much attention it deserves.
   *
   * @return the level
   */
  public Level level() {
    return level;
  }

  /**
   * What happened, in a sentence.
   *
   * @return the sentence
   */
  public Text text() {
    return new Text(english, chinese);
  }

  /**
   * The action of a name.
   *
   * @param id see {@link #id}
   * @return the action, or empty if there is none
   */
  public static Optional<EventAction> of(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }
}
