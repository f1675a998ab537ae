package dev.muster.wechatwork;

import static dev.muster.spi.SignInMethod.BROWSER;
import static dev.muster.spi.SignInMethod.IN_APP;
import static dev.muster.spi.SignInMethod.MOBILE;

import dev.muster.spi.Text;
import dev.muster.spi.platform.SetupItem;
import dev.muster.spi.platform.SetupItem.OwnAddress;
import java.util.List;
import java.util.Set;

/**
 * What is set up in the platform's console, in this order: the trusted IP can only be entered once
 * there is a trusted domain, or an address for messages.
 */
final class Setup {
  static final List<SetupItem> ITEMS =
      List.of(
          SetupItem.of(
                  "app",
                  new Text(
                      "App Management > Self-built > Create App. Note its AgentId and Secret.",
                      "应用管理 > 自建 > 创建应用，记下 AgentId 和 Secret。"))
              .foundAt(Console.APPS)
              .provenBy(Doctor.AGENT),
          SetupItem.of(
                  "visible-range",
                  new Text(
                      "In the app, Visible Range: choose the departments whose people may sign in."
                          + " Group chats need the whole company.",
                      "应用详情 > 可见范围：选择允许登录的部门，群聊功能要求全公司。"))
              .foundAt(Console.APPS)
              .provenBy(Doctor.VISIBLE_RANGE),
          SetupItem.of(
                  "trusted-domain",
                  new Text(
                      "In the app, Web Authorization and JS-SDK: enter this trusted domain, without"
                          + " http://, and have WeCom verify that it is yours.",
                      "应用详情 > 网页授权及 JS-SDK：填写此可信域名（不带 http://），并完成域名归属验证。"))
              .foundAt(Console.APPS)
              .entering(OwnAddress.TRUSTED_DOMAIN)
              .provenBy(Doctor.TRUSTED_DOMAIN),
          SetupItem.of(
                  "web-login",
                  new Text(
                      "In the app, WeCom Authorized Login > Web: enter the same as callback domain.",
                      "应用详情 > 企业微信授权登录 > Web 网页：将授权回调域设为相同的域名。"))
              .foundAt(Console.APPS)
              .entering(OwnAddress.TRUSTED_DOMAIN)
              .onlyFor(Set.of(BROWSER)),
          SetupItem.of(
                  "native-login",
                  new Text(
                      "In the app, WeCom Authorized Login > iOS: the Bundle ID; Android: the package"
                          + " name and the signature (MD5 without colons). The Schema appears"
                          + " afterwards.",
                      "应用详情 > 企业微信授权登录 > iOS 填写 Bundle ID，Android 填写包名和应用签名（不带冒号的"
                          + " MD5）。保存后显示 Schema。"))
              .foundAt(Console.APPS)
              .onlyFor(Set.of(MOBILE)),
          SetupItem.of(
                  "trusted-ip",
                  new Text(
                      "In the app, Trusted IPs: enter the address from which Muster reaches the"
                          + " internet. It counts after about a minute.",
                      "应用详情 > 企业可信 IP：填写 Muster 的出口 IP，约一分钟后生效。"))
              .foundAt(Console.APPS)
              .entering(OwnAddress.OUTGOING_ADDRESS)
              .provenBy(Doctor.TRUSTED_IP),
          SetupItem.of(
                  "sensitive-fields",
                  new Text(
                      "Only for phone number and email address: in the app, Web Authorization and JS-SDK, tick"
                          + " both under the sensitive fields.",
                      "仅在需要手机号和邮箱时：应用详情 > 网页授权及 JS-SDK > 敏感信息，勾选手机号和企业邮箱。"))
              .foundAt(Console.APPS)
              .onlyFor(Set.of(IN_APP)),
          SetupItem.of(
                  "contacts-sync",
                  new Text(
                      "Only to read beyond the visible range: Management Tools > Contacts Sync: turn"
                          + " the API on, note its Secret, and enter the address under its own"
                          + " Trusted IPs.",
                      "仅在读取可见范围以外的通讯录时：管理工具 > 通讯录同步，开启 API 接口同步，记下 Secret，"
                          + "并在其企业可信 IP 中填写出口 IP。"))
              .foundAt(Console.CONTACTS_SYNC)
              .entering(OwnAddress.OUTGOING_ADDRESS)
              .provenBy(Doctor.ADDRESS_BOOK),
          SetupItem.of(
                  "events",
                  new Text(
                      "Only for events: in the app, Receive Messages > Set API Receiving: this"
                          + " address, a Token and an EncodingAESKey. Save both in Muster first,"
                          + " because WeCom checks the address at once.",
                      "仅在接收事件时：应用详情 > 接收消息 > 设置 API 接收，填写此 URL、Token 和 EncodingAESKey。"
                          + "请先在 Muster 中保存后两项，企业微信会立即验证 URL。"))
              .foundAt(Console.APPS)
              .entering(OwnAddress.EVENTS_URL),
          SetupItem.of(
                  "contacts-events",
                  new Text(
                      "For people who leave or are renamed: Management Tools > Contacts Sync > Set"
                          + " Receiving Events, the same address, Token and EncodingAESKey.",
                      "如需接收成员离职和账号变更：管理工具 > 通讯录同步 > 设置接收事件服务器，填写相同的"
                          + " URL、Token 和 EncodingAESKey。"))
              .foundAt(Console.CONTACTS_SYNC)
              .entering(OwnAddress.EVENTS_URL));

  private Setup() {}
}
