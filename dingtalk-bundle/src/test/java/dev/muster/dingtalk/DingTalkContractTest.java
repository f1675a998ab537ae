package dev.muster.dingtalk;

import dev.muster.testkit.platform.ChatProviderContract;
import dev.muster.testkit.platform.PlatformFixture;

final class DingTalkContractTest extends ChatProviderContract {
  @Override
  protected PlatformFixture start() throws Exception {
    return new DingTalkFixture();
  }
}
