package com.example.muster.oidc;

import dev.muster.testkit.platform.ChatProviderContract;
import dev.muster.testkit.platform.PlatformFixture;

final class OidcContractTest extends ChatProviderContract {
  @Override
  protected PlatformFixture start() throws Exception {
    return new FakeProvider();
  }
}
