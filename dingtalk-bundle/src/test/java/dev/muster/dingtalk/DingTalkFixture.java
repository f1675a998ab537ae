package dev.muster.dingtalk;

import dev.muster.sandbox.SandboxServer;
import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import dev.muster.spi.ChatProvider;
import dev.muster.spi.CheckEnvironment;
import dev.muster.spi.SignInMethod;
import dev.muster.testkit.platform.CallbackFixture;
import dev.muster.testkit.platform.DirectoryFixture;
import dev.muster.testkit.platform.Persona;
import dev.muster.testkit.platform.PlatformFixture;
import dev.muster.testkit.platform.Trouble;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The provider against the sandbox on a free port. */
final class DingTalkFixture implements PlatformFixture {
  private static final String DOMAIN = "muster.example";

  private final SandboxServer server;
  private final ChatProvider provider = new DingTalkProvider();
  private final Map<String, String> fields;

  DingTalkFixture() throws IOException {
    server = SandboxServer.start(0, Clock.systemUTC());
    sandbox().trustDomain(DOMAIN);
    fields = sandbox().binding();
  }

  DingTalkSandbox sandbox() {
    return server.sandbox().dingTalk();
  }

  @Override
  public ChatProvider provider() {
    return provider;
  }

  @Override
  public Map<String, String> fields() {
    return fields;
  }

  @Override
  public Map<String, String> settings() {
    String base = server.uri() + "/dingtalk";
    return Map.of(
        "api.url", base, "oapi.url", base, "login.url", base, "script.url", base + "/dd.js");
  }

  @Override
  public CheckEnvironment environment() {
    return new CheckEnvironment(URI.create("https://" + DOMAIN), List.of());
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
    switch (trouble) {
      case WRONG_SECRET -> sandbox().changeApp("secret", "another");
      case TOKEN_REFUSED -> sandbox().fault("token-invalid", 0);
      case ADDRESS_NOT_ALLOWED -> sandbox().fault("address-not-allowed", 0);
      case THROTTLED -> sandbox().fault("rate-limited", 0);
      case SERVER_ERROR -> sandbox().fault("server-error", 0);
      case HANG -> sandbox().fault("hang", 0);
      case HTML -> sandbox().fault("html", 0);
      case NONSENSE -> sandbox().fault("nonsense", 0);
    }
  }

  @Override
  public void revokeTokens() {
    sandbox().revokeTokens();
  }

  @Override
  public long tokenCalls() {
    return sandbox().calls("v1.0/oauth2/accessToken");
  }

  @Override
  public Optional<DirectoryFixture> directory() {
    return Optional.of(new AddressBook(sandbox()));
  }

  @Override
  public Optional<CallbackFixture> callbacks() {
    return Optional.of(new Pushing(sandbox()));
  }

  @Override
  public void reset() {
    sandbox().reset();
    sandbox().trustDomain(DOMAIN);
  }

  @Override
  public void close() {
    server.close();
  }
}
