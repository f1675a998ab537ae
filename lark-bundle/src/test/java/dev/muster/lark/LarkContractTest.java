package dev.muster.lark;

import dev.muster.testkit.platform.ChatProviderContract;
import dev.muster.testkit.platform.PlatformFixture;

final class LarkContractTest extends ChatProviderContract {
  @Override
  protected PlatformFixture start() throws Exception {
    return new LarkFixture();
  }
}
