package dev.muster.wechatwork;

import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.testing.SandboxFixture;
import dev.muster.sandbox.testing.SandboxGroupChats;
import dev.muster.sandbox.testing.SandboxMessages;
import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
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
final class WechatWorkFixture extends SandboxFixture<WechatWorkSandbox> {
  WechatWorkFixture() throws IOException {
    super(new WechatWorkProvider(), Sandbox::wechatWork);
  }

  @Override
  protected Map<String, String> settings(String base) {
    return Map.of("api.url", base, "oauth.url", base, "login.url", base);
  }

  @Override
  protected String tokenCall() {
    return "gettoken";
  }

  @Override
  public String platformTenant() {
    return sandbox().corpId();
  }

  @Override
  public Optional<String> code(SignInMethod method, Persona persona) {
    Optional<String> domain =
        method == SignInMethod.MOBILE ? Optional.empty() : Optional.of(DOMAIN);
    return Optional.of(sandbox().code(person(persona), domain, Optional.empty()));
  }

  @Override
  public Optional<DirectoryFixture> directory() {
    return Optional.of(new AddressBook(sandbox()));
  }

  @Override
  public Optional<WebhookFixture> webhooks() {
    return Optional.of(new WechatWorkWebhookFixture(sandbox()));
  }

  private static String person(Persona persona) {
    return switch (persona) {
      case MEMBER -> "developer";
      case HIDDEN -> "office-clerk";
      case LEAVER -> "former-colleague";
      case DISABLED -> "disabled-member";
      case FOREIGN_MEMBER -> "visitor";
      case EXTERNAL_CONTACT -> "wmSandboxCustomer01";
      case STRANGER -> "oSandboxStranger01";
    };
  }

  @Override
  public Optional<GroupChatFixture> groupChats() {
    return Optional.of(
        new SandboxGroupChats(sandbox(), persona -> Optional.of(person(persona)), "appchat/*"));
  }

  @Override
  public Optional<MessageFixture> messages() {
    return Optional.of(new SandboxMessages(sandbox(), persona -> Optional.of(person(persona))));
  }
}
