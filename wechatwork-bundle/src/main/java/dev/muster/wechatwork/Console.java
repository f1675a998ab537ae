package dev.muster.wechatwork;

import java.net.URI;

/** Pages of the platform's administration console, and the vendor's page about one error code. */
final class Console {
  /** My Company: company information. */
  static final URI COMPANY =
      URI.create("https://work.weixin.qq.com/wework_admin/frame#profile/enterprise");

  /**
   * App Management: the list of apps. One app's page has an address that only the console knows.
   */
  static final URI APPS = URI.create("https://work.weixin.qq.com/wework_admin/frame#apps");

  /** Management Tools: Contacts Sync. */
  static final URI CONTACTS_SYNC =
      URI.create("https://work.weixin.qq.com/wework_admin/frame#apps/contactsApi");

  private Console() {}

  /** The vendor's page about an error code. */
  static URI aboutError(String errcode) {
    return URI.create("https://open.work.weixin.qq.com/devtool/query?e=" + errcode);
  }
}
