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

  private Console() {}
}
