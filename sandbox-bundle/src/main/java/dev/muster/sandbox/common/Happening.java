package dev.muster.sandbox.common;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a platform may tell about. */
public enum Happening {
  /** Nothing yet: it checks that the address is ours. */
  VERIFICATION("Check the address", "验证回调地址"),
  /** Somebody left, or can no longer be seen. */
  LEFT("Left the company", "离职"),
  /** Somebody came, came back or changed. */
  CHANGED("Changed", "变更"),
  /** Somebody's id is another from now on. */
  RENAMED("Has another ID", "修改账号"),
  /** A department came, went or changed. */
  DEPARTMENT_CHANGED("Department changed", "部门变更");

  private final String en;
  private final String zh;

  Happening(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  /** {@return its name in kebab-case} */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return a few words that people read} */
  public Words label() {
    return new Words(en, zh);
  }

  static Optional<Happening> of(String id) {
    return Arrays.stream(values()).filter(it -> it.id().equals(id)).findFirst();
  }
}
