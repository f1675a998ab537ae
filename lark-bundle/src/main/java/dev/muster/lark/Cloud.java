package dev.muster.lark;

import java.net.URI;
import java.util.Arrays;

/**
 * The two clouds. They speak alike and share nothing: an app of one does not exist in the other, so
 * which one it is has to be said and is never guessed.
 */
enum Cloud {
  /** Mainland China. */
  FEISHU("feishu", "https://open.feishu.cn", "https://accounts.feishu.cn"),
  /** Everywhere else. */
  LARK("lark", "https://open.larksuite.com", "https://accounts.larksuite.com");

  private final String id;
  private final URI open;
  private final URI accounts;

  Cloud(String id, String open, String accounts) {
    this.id = id;
    this.open = URI.create(open);
    this.accounts = URI.create(accounts);
  }

  /** What the field {@code cloud} calls it. */
  String id() {
    return id;
  }

  /** The server API, and the developer console. */
  URI open() {
    return open;
  }

  /** The sign-in page. */
  URI accounts() {
    return accounts;
  }

  static Cloud of(String id) {
    return Arrays.stream(values())
        .filter(cloud -> cloud.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The field cloud is " + id + "; it has to be feishu or lark"));
  }
}
