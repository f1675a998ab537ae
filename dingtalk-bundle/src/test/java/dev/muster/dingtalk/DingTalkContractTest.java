package dev.muster.dingtalk;

import dev.muster.testkit.platform.ChatProviderContract;
import dev.muster.testkit.platform.PlatformFixture;
import dev.muster.testkit.platform.UnreachableFixture;
import java.util.Map;

final class DingTalkContractTest extends ChatProviderContract {
  @Override
  protected PlatformFixture start() {
    return new UnreachableFixture(
        new DingTalkProvider(),
        Map.of("corpId", "dingsandbox", "clientId", "dingapp", "clientSecret", "s3cret"));
  }
}
