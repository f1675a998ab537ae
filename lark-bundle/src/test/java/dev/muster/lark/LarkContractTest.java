package dev.muster.lark;

import dev.muster.testkit.platform.ChatProviderContract;
import dev.muster.testkit.platform.PlatformFixture;
import dev.muster.testkit.platform.UnreachableFixture;
import java.util.Map;

final class LarkContractTest extends ChatProviderContract {
  @Override
  protected PlatformFixture start() {
    return new UnreachableFixture(
        new LarkProvider(),
        Map.of("cloud", "feishu", "appId", "cli_sandbox", "appSecret", "s3cret"));
  }
}
