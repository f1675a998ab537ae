package dev.muster.dingtalk;

import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import dev.muster.sandbox.testing.SandboxFixture;
import dev.muster.sandbox.testing.SandboxGroupChats;
import dev.muster.sandbox.testing.SandboxMessages;
import dev.muster.spi.SignInMethod;
import dev.muster.testkit.platform.DirectoryFixture;
import dev.muster.testkit.platform.GroupChatFixture;
import dev.muster.testkit.platform.MessageFixture;
import dev.muster.testkit.platform.Persona;
import dev.muster.testkit.platform.Trouble;
import dev.muster.testkit.platform.WebhookFixture;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The provider against the sandbox on a free port. */
final class DingTalkFixture extends SandboxFixture<DingTalkSandbox> {
  private final boolean plain;

  DingTalkFixture() throws IOException {
    this(false);
  }

  /**
   * Starts the sandbox.
   *
   * @param plain whether group chats are internal groups
   */
  DingTalkFixture(boolean plain) throws IOException {
    super(new DingTalkProvider(), Sandbox::dingTalk);
    this.plain = plain;
  }

  @Override
  protected Map<String, String> settings(String base) {
    Map<String, String> settings = new HashMap<>();
    settings.put("api.url", base);
    settings.put("oapi.url", base);
    settings.put("login.url", base);
    settings.put("script.url", base + "/dd.js");
    if (plain) {
      settings.put("chat.plain", "always");
      settings.put("chat.plain.robot", "true");
      settings.put("chat.plain.dissolve", "true");
    }
    return settings;
  }

  @Override
  protected String tokenCall() {
    return "v1.0/oauth2/accessToken";
  }

  @Override
  public String platformTenant() {
    return sandbox().corpId();
  }

  @Override
  public Optional<String> code(SignInMethod method, Persona persona) {
    Map<String, String> kind = method == SignInMethod.IN_APP ? Map.of("kind", "client") : Map.of();
    return person(persona).map(person -> sandbox().code(person, kind));
  }

  /** Nobody is switched off on this platform: they stay, or leave. */
  static Optional<String> person(Persona persona) {
    return switch (persona) {
      case MEMBER -> Optional.of("developer");
      case HIDDEN -> Optional.of("office-clerk");
      case LEAVER -> Optional.of("former-colleague");
      case DISABLED -> Optional.empty();
      case FOREIGN_MEMBER -> Optional.of("visitor");
      case EXTERNAL_CONTACT -> Optional.of("customer");
      case STRANGER -> Optional.of("stranger");
    };
  }

  /**
   * A page with status 200 is how this platform turns away an address that called too often, so it
   * is no answer that nobody knows; what becomes of one is tried apart.
   */
  @Override
  public Set<Trouble> possible() {
    return EnumSet.complementOf(EnumSet.of(Trouble.HTML));
  }

  @Override
  public void begin(Trouble trouble) {
    if (trouble == Trouble.WRONG_SECRET) {
      sandbox().changeApp("secret", "another");
      // or a token that was made of the right one would go on
      sandbox().revokeTokens();
    } else {
      super.begin(trouble);
    }
  }

  @Override
  public Optional<DirectoryFixture> directory() {
    return Optional.of(new AddressBook(sandbox()));
  }

  @Override
  public Optional<WebhookFixture> webhooks() {
    return Optional.of(new DingTalkWebhookFixture(sandbox()));
  }

  @Override
  public Optional<GroupChatFixture> groupChats() {
    GroupChatFixture chats = new SandboxGroupChats(sandbox(), DingTalkFixture::person, "v1.0/im/*");
    return Optional.of(plain ? new PlainGroupChats(chats) : chats);
  }

  @Override
  public Optional<MessageFixture> messages() {
    return Optional.of(new SandboxMessages(sandbox(), DingTalkFixture::person));
  }
}
