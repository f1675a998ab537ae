package dev.muster.core.roomrule;

import dev.muster.spi.Text;

/** Why there is no room yet, in words for the alert and for whoever tries its rule. */
public final class Delays {
  /** The settings allow no more rooms at the moment. */
  public static final Text BUDGET =
      new Text(
          "No more rooms may be opened at the moment; it is opened as soon as one may be.",
          "当前不能再开启作战室；可以开启时会自动开启。");

  private Delays() {}

  /**
   * The rule asks for more alerts.
   *
   * @param came how many came
   * @param wanted for how many it asks
   */
  public static Text threshold(long came, int wanted) {
    return new Text(
        came + " of the " + wanted + " alerts that its rule asks for have come.",
        "规则要求 " + wanted + " 条告警，目前收到 " + came + " 条。");
  }
}
