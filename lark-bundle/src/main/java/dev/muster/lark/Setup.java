package dev.muster.lark;

import static dev.muster.spi.SignInMethod.BROWSER;
import static dev.muster.spi.SignInMethod.IN_APP;

import dev.muster.spi.Text;
import dev.muster.spi.platform.SetupItem;
import dev.muster.spi.platform.SetupItem.OwnAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** What is set up in the platform's console; it counts once a version is released and approved. */
final class Setup {
  private static final URI APPS = Console.apps(Cloud.FEISHU);

  static final List<SetupItem> ITEMS =
      List.of(
          SetupItem.of(
                  "app",
                  new Text(
                      "Create Custom App at open.feishu.cn/app or open.larksuite.com/app. Note App ID"
                          + " and App Secret under Credentials & Basic Info.",
                      "在 open.feishu.cn/app 或 open.larksuite.com/app 创建企业自建应用，记下“凭证与基础信息”中的 App ID 和"
                          + " App Secret。"))
              .foundAt(APPS)
              .provenBy(Doctor.TOKEN),
          SetupItem.of(
                  "sign-in-permissions",
                  permissions(
                      "without one of them nobody is let in", "缺少任何一项都无法登录", Scopes.SIGN_IN))
              .foundAt(APPS)
              .provenBy(Doctor.SIGN_IN_PERMISSIONS),
          SetupItem.of(
                  "directory-permissions",
                  permissions("for the address book", "用于读取通讯录", Scopes.DIRECTORY))
              .foundAt(APPS)
              .provenBy(Doctor.DIRECTORY_PERMISSIONS),
          SetupItem.of(
                  "bot",
                  new Text(
                      "Only for one-time codes as messages: Add Features > Bot, and Permissions &"
                          + (" Scopes, as the app: " + Scopes.MESSAGES),
                      "仅在以消息发送验证码时：添加应用能力 > 机器人，并在权限管理 > 应用身份权限中开通：" + Scopes.MESSAGES))
              .foundAt(APPS)
              .provenBy(Doctor.MESSAGES),
          SetupItem.of(
                  "group-chats",
                  new Text(
                      "Only for group chats: Add Features > Bot, and Permissions & Scopes, as the"
                          + (" app: " + String.join(", ", Scopes.GROUP_CHATS))
                          + "; to read what is written in them before they are dissolved: "
                          + String.join(", ", Scopes.CHAT_HISTORY),
                      "仅在使用群聊时：添加应用能力 > 机器人，并在权限管理 > 应用身份权限中开通："
                          + String.join(", ", Scopes.GROUP_CHATS)
                          + "；如需在解散前读取群内消息："
                          + String.join(", ", Scopes.CHAT_HISTORY)))
              .foundAt(APPS),
          SetupItem.of(
                  "contact-range",
                  new Text(
                      "Permissions & Scopes > Data permissions > Range of contacts: all members, or the"
                          + " departments whose people may sign in.",
                      "权限管理 > 数据权限 > 通讯录权限范围：选择全部成员，或允许登录的部门。"))
              .foundAt(APPS)
              .provenBy(Doctor.CONTACT_RANGE),
          SetupItem.of(
                  "redirect-urls",
                  new Text(
                      "Security Settings > Redirect URLs: add this address; the whole path is"
                          + " compared.",
                      "安全设置 > 重定向 URL：添加此地址，须完全一致。"))
              .foundAt(APPS)
              .entering(OwnAddress.REDIRECT_URLS)
              .onlyFor(Set.of(BROWSER, IN_APP)),
          SetupItem.of(
                  "ip-allowlist",
                  new Text(
                      "Only if it is used: Security Settings > IP Allowlist: add the address from which"
                          + " Muster reaches the internet.",
                      "仅在启用时：安全设置 > IP 白名单，添加 Muster 的出口 IP。"))
              .foundAt(APPS)
              .entering(OwnAddress.OUTGOING_ADDRESS)
              .provenBy(Doctor.ADDRESS_LIST),
          SetupItem.of(
                  "web-app",
                  new Text(
                      "To open your application from the workbench: Add Features > Web App, with its"
                          + " address.",
                      "如需从工作台打开您的应用：添加应用能力 > 网页应用，填写该应用的地址。"))
              .foundAt(APPS)
              .onlyFor(Set.of(IN_APP)),
          SetupItem.of(
                  "events",
                  new Text(
                      "Only for events: Events & Callbacks > Encryption Strategy: set an Encrypt Key and"
                          + " save it in Muster first, with the Verification Token. Then Event"
                          + " Configuration > send notifications to developer's server: this address,"
                          + " and add the events contact.user.* and contact.department.*, for group"
                          + " chats also im.chat.disbanded_v1, im.chat.updated_v1 and"
                          + " im.chat.member.user.*.",
                      "仅在接收事件时：事件与回调 > 加密策略，设置 Encrypt Key，先与 Verification Token 一起在 Muster"
                          + " 中保存；再到事件配置 > 将事件发送至开发者服务器，填写此请求地址，并添加 contact.user.* 和"
                          + " contact.department.* 事件；使用群聊时还要添加 im.chat.disbanded_v1、"
                          + "im.chat.updated_v1 和 im.chat.member.user.*。"))
              .foundAt(APPS)
              .entering(OwnAddress.EVENTS_URL),
          SetupItem.of(
                  "release",
                  new Text(
                      "Version Management & Release: create a version whose availability is those who"
                          + " may sign in, release it, and have an administrator of the company"
                          + " approve it. Nothing of the above counts before.",
                      "版本管理与发布：创建版本，可用范围为允许登录的成员，发布并由企业管理员审核。在此之前以上设置均不生效。"))
              .foundAt(APPS));

  private Setup() {}

  private static Text permissions(String why, String whyZh, List<String> names) {
    String joined = String.join(", ", names);
    return new Text(
        "Permissions & Scopes > Add permission scopes to app, as the app (" + why + "): " + joined,
        "权限管理 > 开通权限 > 应用身份权限（" + whyZh + "）：" + joined);
  }
}
