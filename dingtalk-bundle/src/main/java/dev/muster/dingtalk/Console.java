package dev.muster.dingtalk;

import java.net.URI;

/** Pages of the platform's developer console. */
final class Console {
  /** Where it begins; the company's CorpId stands there. */
  static final URI HOME = URI.create("https://open-dev.dingtalk.com/");

  /**
   * App Development: the list of apps. One app's page has an address that only the console knows.
   */
  static final URI APPS = URI.create("https://open-dev.dingtalk.com/fe/app#/corp/app");

  /** Open Capabilities > Scene Groups: the templates of group chats. */
  static final URI GROUP_TEMPLATES = URI.create("https://open-dev.dingtalk.com/fe/im#/group/list");

  /** Open Capabilities > Scene Groups: the robots in them. */
  static final URI GROUP_ROBOTS = URI.create("https://open-dev.dingtalk.com/fe/im#/robot/list");

  private Console() {}
}
