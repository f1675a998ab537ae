package dev.muster.support;

import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.net.URI;
import java.util.Optional;

/**
 * What an administrator can do about faults that have the same causes at every platform.
 *
 * @param platform the platform's id, as in its settings
 * @param name what the platform is called
 * @param secret what it calls the secret
 * @param servers what this machine has to reach
 * @param settings the settings where the addresses of the servers stand
 * @param lookUp where a code is explained that nothing here knows
 */
public record FaultAdvice(
    String platform, Text name, Text secret, Text servers, Text settings, Text lookUp) {
  /**
   * The step of a check that a fault ends.
   *
   * @param id of the step
   * @param fault the fault
   * @param helpUrl where its code is explained, where it has an address
   * @return the step
   */
  public Step step(String id, ProviderException fault, Optional<URI> helpUrl) {
    return Step.failed(id, fault.platformCode(), message(fault.code()), fix(fault.code()), helpUrl);
  }

  /**
   * What is wrong.
   *
   * @param fault the kind of fault
   * @return a sentence
   */
  public Text message(Code fault) {
    String en = name.en();
    String zh = name.zhCn();
    return switch (fault) {
      case THROTTLED -> new Text(en + " limits our calls", zh + "限制了调用频率");
      case UNAVAILABLE, TIMEOUT -> new Text(en + " does not answer or is busy", zh + "无响应或繁忙");
      case CREDENTIAL_BLOCKED ->
          new Text(
              "The "
                  + (secret.en()
                      + " was refused several times and is not tried again for a minute"),
              secret.zhCn() + " 多次被拒绝，一分钟内不再尝试");
      case UNEXPECTED_ANSWER ->
          new Text("What answers at this address is not " + en, "该地址的应答不符合" + zh + "接口");
      default -> new Text(en + " refuses the call", zh + "拒绝了调用");
    };
  }

  Text fix(Code fault) {
    return switch (fault) {
      case THROTTLED, UNAVAILABLE, TIMEOUT, CREDENTIAL_BLOCKED ->
          new Text(
              "Check again in a minute. If the fault remains, make sure that this machine can reach"
                  + " "
                  + (servers.en()
                      + ", through platform."
                      + platform
                      + ".proxy.url if that is set."),
              "请一分钟后再次检查。如仍失败，请确认本机能访问 "
                  + (servers.zhCn() + "（如设置了代理，则通过 platform." + platform + ".proxy.url）。"));
      case UNEXPECTED_ANSWER ->
          new Text(
              "Check "
                  + settings.en()
                  + (", and make sure that no proxy answers in place of " + name.en() + "."),
              "请确认 " + settings.zhCn() + " 设置正确，且没有代理代替" + name.zhCn() + "应答。");
      default -> lookUp;
    };
  }
}
