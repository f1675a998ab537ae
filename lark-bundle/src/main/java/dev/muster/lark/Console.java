package dev.muster.lark;

import java.net.URI;

/** Pages of the platform's developer console. */
final class Console {
  private Console() {}

  /** The list of apps, where no app is known yet. */
  static URI apps(Cloud cloud) {
    return page(cloud, "/app");
  }

  /** Credentials & Basic Info. */
  static URI credentials(App app) {
    return page(app, "/baseinfo");
  }

  /** Permissions & Scopes, the range of contacts among it. */
  static URI permissions(App app) {
    return page(app, "/auth");
  }

  /** Security Settings: redirect URLs, the list of addresses. */
  static URI security(App app) {
    return page(app, "/safe");
  }

  /** Events & Callbacks. */
  static URI events(App app) {
    return page(app, "/event");
  }

  /** Version Management & Release. */
  static URI versions(App app) {
    return page(app, "/version");
  }

  /** The vendor's page about error codes. */
  static URI errors(Cloud cloud) {
    return page(cloud, "/document/ukTMukTMukTM/ugjM14COyUjL4ITN");
  }

  private static URI page(App app, String name) {
    boolean speaksForItself = app.appId().matches("[0-9A-Za-z_-]+");
    return page(app.cloud(), speaksForItself ? "/app/" + app.appId() + name : "/app");
  }

  private static URI page(Cloud cloud, String path) {
    return URI.create(cloud.open() + path);
  }
}
