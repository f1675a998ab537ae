package dev.muster.lark;

import dev.muster.sandbox.SandboxServer;
import dev.muster.sandbox.lark.LarkSandbox;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The provider against the sandbox on a free port. */
final class LarkFixture implements PlatformFixture {
  private static final String DOMAIN = "muster.example";

  private final SandboxServer server;
  private final ChatProvider provider = new LarkProvider();

  LarkFixture() throws IOException {
    server = SandboxServer.start(0, Clock.systemUTC());
    sandbox().trustDomain(DOMAIN);
  }

  LarkSandbox sandbox() {
    return server.sandbox().lark();
  }

  @Override
  public ChatProvider provider() {
    return provider;
  }

  @Override
  public Map<String, String> fields() {
    return sandbox().binding();
  }

  @Override
  public Map<String, String> settings() {
    String base = server.uri() + "/lark";
    return Map.of("open.url", base, "accounts.url", base);
  }

  @Override
  public CheckEnvironment environment() {
    return new CheckEnvironment(URI.create("https://" + DOMAIN), List.of());
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
  public void begin(Trouble trouble) {
    sandbox()
        .fault(
            switch (trouble) {
              case WRONG_SECRET -> "wrong-secret";
              case TOKEN_REFUSED -> "token-invalid";
              case ADDRESS_NOT_ALLOWED -> "address-not-allowed";
              case THROTTLED -> "rate-limited";
              case SERVER_ERROR -> "server-error";
              case HANG -> "hang";
              case HTML -> "html";
              case NONSENSE -> "nonsense";
            },
            0);
  }

  @Override
  public Optional<DirectoryFixture> directory() {
    return Optional.of(new LarkDirectoryFixture(sandbox()));
  }

  @Override
  public Optional<CallbackFixture> callbacks() {
    return Optional.of(new LarkCallbackFixture(sandbox()));
  }

  @Override
  public void revokeTokens() {
    sandbox().revokeTokens();
  }

  @Override
  public long tokenCalls() {
    return sandbox().calls("tenant_access_token");
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
