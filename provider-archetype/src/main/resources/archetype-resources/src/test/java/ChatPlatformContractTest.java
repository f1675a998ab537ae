package ${package};

import dev.muster.testkit.platform.ChatProviderContract;
import dev.muster.testkit.platform.PlatformFixture;
import dev.muster.testkit.platform.UnreachableFixture;
import java.util.Map;

final class ChatPlatformContractTest extends ChatProviderContract {
  @Override
  protected PlatformFixture start() {
    return new UnreachableFixture(
        new ChatPlatform(), Map.of("company", "c-1", "secret", "s3cret-of-the-app"));
  }
}
