package dev.muster.dingtalk;

import dev.muster.testkit.platform.ChatProviderContract;
import dev.muster.testkit.platform.PlatformFixture;

/** With internal groups in place of scene groups. */
final class PlainGroupsContractTest extends ChatProviderContract {
  @Override
  protected PlatformFixture start() throws Exception {
    return new DingTalkFixture(true);
  }
}
