package dev.muster.dingtalk;

import static dev.muster.spi.SignInMethod.BROWSER;
import static dev.muster.spi.SignInMethod.IN_APP;
import static dev.muster.spi.SignInMethod.MOBILE;

import dev.muster.spi.Text;
import dev.muster.spi.platform.SetupItem;
import dev.muster.spi.platform.SetupItem.OwnAddress;
import java.util.List;
import java.util.Set;

/**
 * What is set up in the platform's console; nothing of it applies before a version is published.
 */
final class Setup {
  static final List<SetupItem> ITEMS =
      List.of(
          SetupItem.of(
                  "app",
                  new Text(
                      "App Development > In-house apps > Create. Note Client ID and Client Secret"
                          + " under Credentials and Basic Information, and the CorpId of the home"
                          + " page.",
                      "应用开发 > 企业内部应用 > 创建应用，记下“凭证与基础信息”中的 Client ID、Client Secret 和首页的 CorpId。"))
              .foundAt(Console.APPS)
              .provenBy(Doctor.COMPANY),
          permission(Permission.MEMBER, Doctor.MEMBER),
          SetupItem.of(
                  "permission-personal",
                  new Text(
                      "In the app, Permission Management: apply for Contact.User.Read and"
                          + " Contact.User.mobile, personal permissions.",
                      "应用详情 > 权限管理：申请个人权限 Contact.User.Read 和 Contact.User.mobile。"))
              .foundAt(Console.APPS)
              .onlyFor(Set.of(BROWSER, MOBILE)),
          permission(Permission.DEPARTMENTS, Doctor.DEPARTMENTS),
          permission(Permission.DEPARTMENT_MEMBERS, Doctor.DEPARTMENT_MEMBERS),
          permission(Permission.BY_MOBILE, Doctor.BY_MOBILE),
          SetupItem.of(
                  "robot",
                  new Text(
                      "Only for one-time codes as messages: in the app, Add Capabilities > Robot:"
                          + " switch it on; and Permission Management: apply for"
                          + (" " + Permission.ROBOT.code() + "."),
                      "仅在以消息发送验证码时：应用详情 > 添加应用能力 > 机器人，开启机器人配置；并在权限管理中申请 "
                          + (Permission.ROBOT.code() + "。")))
              .foundAt(Console.APPS)
              .provenBy(Doctor.MESSAGES),
          SetupItem.of(
                  "scene-group",
                  new Text(
                      "Only for group chats: Open Capabilities > Scene Groups: create a robot (its"
                          + " approval takes a day or two), then a group template that is bound to"
                          + " the app and has that robot, and publish it. Enter both IDs in Muster;"
                          + " and in the app, Permission Management: apply for "
                          + (Permission.GROUP_CHATS.code() + "."),
                      "仅在使用群聊时：开放能力 > 场景群，先创建机器人（审核约 1～2 个工作日），再创建绑定该应用并包含此机器人的群模板，然后发布，将两个"
                          + " ID 填入 Muster；并在应用的权限管理中申请 "
                          + (Permission.GROUP_CHATS.code() + "。")))
              .foundAt(Console.GROUP_TEMPLATES)
              .provenBy(Doctor.GROUP_CHATS),
          SetupItem.of(
                  "address-book-range",
                  new Text(
                      "On the same page, address book range: choose the departments that the app"
                          + " may read.",
                      "同一页面的“通讯录权限范围”：选择应用可以读取的部门。"))
              .foundAt(Console.APPS)
              .provenBy(Doctor.VISIBLE_RANGE),
          SetupItem.of(
                  "redirect-url",
                  new Text(
                      "In the app, Security Settings > Redirect URL: enter this address exactly.",
                      "应用详情 > 安全设置 > 重定向 URL（回调域名）：填写此地址，须完全一致。"))
              .foundAt(Console.APPS)
              .entering(OwnAddress.REDIRECT_URLS)
              .onlyFor(Set.of(BROWSER)),
          SetupItem.of(
                  "in-client-address",
                  new Text(
                      "In the app, Security Settings > In-client sign-in address: enter our host.",
                      "应用详情 > 安全设置 > 端内免登地址：填写 Muster 的域名。"))
              .foundAt(Console.APPS)
              .entering(OwnAddress.TRUSTED_DOMAIN)
              .onlyFor(Set.of(IN_APP)),
          SetupItem.of(
                  "egress-ip",
                  new Text(
                      "In the app, Security Settings > Server egress IP: enter the address from which"
                          + " Muster reaches the internet.",
                      "应用详情 > 安全设置 > 服务器出口 IP：填写 Muster 的出口 IP。"))
              .foundAt(Console.APPS)
              .entering(OwnAddress.OUTGOING_ADDRESS)
              .provenBy(Doctor.TRUSTED_IP),
          SetupItem.of(
                  "sharing",
                  new Text(
                      "In the app, Sharing Settings: package name and signature (iOS: Bundle ID).",
                      "应用详情 > 分享设置：填写包名和应用签名（iOS 为 Bundle ID）。"))
              .foundAt(Console.APPS)
              .onlyFor(Set.of(MOBILE)),
          SetupItem.of(
                  "events",
                  new Text(
                      "Only for events: in the app, Event Subscription > HTTP push: let it make aes_key"
                          + " and token, save both in Muster first, then enter this address and tick"
                          + " the address book events, and those of group chats where the app has"
                          + " any (these count in the month's pushes).",
                      "仅在接收事件时：应用详情 > 事件订阅 > HTTP 推送，生成加密 aes_key 和签名 token，先在 Muster"
                          + " 中保存，再填写此请求网址并勾选通讯录事件；使用群聊时一并勾选群会话事件（计入每月推送额度）。"))
              .foundAt(Console.APPS)
              .entering(OwnAddress.EVENTS_URL),
          SetupItem.of(
                  "publish",
                  new Text(
                      "In the app, Version Management: publish a version whose visible range is those"
                          + " who may sign in. Nothing of the above applies before.",
                      "应用详情 > 版本管理与发布：发布版本，可见范围为允许登录的成员。发布前以上设置均不生效。"))
              .foundAt(Console.APPS));

  private Setup() {}

  private static SetupItem permission(Permission permission, String step) {
    return SetupItem.of(
            step,
            new Text(
                "In the app, Permission Management: apply for "
                    + (permission.code() + " (" + permission.purpose().en() + ")."),
                "应用详情 > 权限管理：申请 " + (permission.code() + "（" + permission.purpose().zhCn() + "）。")))
        .foundAt(Console.APPS)
        .provenBy(step);
  }
}
