package dev.muster.lark;

import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.lark.LarkSandbox;
import dev.muster.sandbox.testing.SandboxFixture;
import dev.muster.spi.SignInMethod;
import dev.muster.testkit.platform.DirectoryFixture;
import dev.muster.testkit.platform.Persona;
import dev.muster.testkit.platform.WebhookFixture;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The provider against the sandbox on a free port. */
final class LarkFixture extends SandboxFixture<LarkSandbox> {
  LarkFixture() throws IOException {
    super(new LarkProvider(), Sandbox::lark);
  }

  @Override
  protected Map<String, String> settings(String base) {
    return Map.of("open.url", base, "accounts.url", base);
  }

  @Override
  protected String tokenCall() {
    return "tenant_access_token";
  }

  @Override
  public String platformTenant() {
    return sandbox().tenantKey();
  }

  @Override
  public Optional<String> code(SignInMethod method, Persona persona) {
    return switch (persona) {
      case MEMBER -> code("developer");
      case HIDDEN -> code("office-clerk");
      case LEAVER -> code("former-colleague");
      case DISABLED -> code("disabled-member");
      case FOREIGN_MEMBER -> code("visitor");
      case STRANGER -> code("deleted-member");
      // Belongs to another company, if only to that of all who have none: a foreign member.
      case EXTERNAL_CONTACT -> Optional.empty();
    };
  }

  private Optional<String> code(String person) {
    return Optional.of(sandbox().code(person, Map.of()));
  }

  @Override
  public Optional<DirectoryFixture> directory() {
    return Optional.of(new LarkDirectoryFixture(sandbox()));
  }

  @Override
  public Optional<WebhookFixture> webhooks() {
    return Optional.of(new LarkWebhookFixture(sandbox()));
  }
}
