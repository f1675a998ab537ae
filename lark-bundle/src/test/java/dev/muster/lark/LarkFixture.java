package dev.muster.lark;

import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.lark.LarkSandbox;
import dev.muster.sandbox.testing.SandboxFixture;
import dev.muster.sandbox.testing.SandboxGroupChats;
import dev.muster.sandbox.testing.SandboxMessages;
import dev.muster.spi.SignInMethod;
import dev.muster.testkit.platform.DirectoryFixture;
import dev.muster.testkit.platform.GroupChatFixture;
import dev.muster.testkit.platform.MessageFixture;
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
    return person(persona).map(person -> sandbox().code(person, Map.of()));
  }

  private static Optional<String> person(Persona persona) {
    return switch (persona) {
      case MEMBER -> Optional.of("developer");
      case HIDDEN -> Optional.of("office-clerk");
      case LEAVER -> Optional.of("former-colleague");
      case DISABLED -> Optional.of("disabled-member");
      case FOREIGN_MEMBER -> Optional.of("visitor");
      case STRANGER -> Optional.of("deleted-member");
      // Belongs to another company, if only to that of all who have none: a foreign member.
      case EXTERNAL_CONTACT -> Optional.empty();
    };
  }

  @Override
  public Optional<MessageFixture> messages() {
    return Optional.of(new SandboxMessages(sandbox(), LarkFixture::person));
  }

  @Override
  public Optional<GroupChatFixture> groupChats() {
    return Optional.of(new SandboxGroupChats(sandbox(), LarkFixture::person, "im/chats/*"));
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
