package dev.muster.wechatwork;

import dev.muster.testkit.platform.ChatProviderContract;
import dev.muster.testkit.platform.PlatformFixture;

final class WechatWorkContractTest extends ChatProviderContract {
  @Override
  protected PlatformFixture start() throws Exception {
    return new WechatWorkFixture();
  }
}
