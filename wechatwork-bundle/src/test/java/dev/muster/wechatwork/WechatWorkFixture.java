package dev.muster.wechatwork;

import dev.muster.sandbox.SandboxServer;
import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
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
final class WechatWorkFixture implements PlatformFixture {
  private static final String DOMAIN = "muster.example";

  private final SandboxServer server;
  private final ChatProvider provider = new WechatWorkProvider();

  WechatWorkFixture() throws IOException {
    server = SandboxServer.start(0, Clock.systemUTC());
    sandbox().trustDomain(DOMAIN);
  }

  WechatWorkSandbox sandbox() {
    return server.sandbox().wechatWork();
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
    String base = server.uri() + "/wechatwork";
    return Map.of("api.url", base, "oauth.url", base, "login.url", base);
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
    String person =
        switch (persona) {
          case MEMBER -> "developer";
          case HIDDEN -> "office-clerk";
          case LEAVER -> "former-colleague";
          case DISABLED -> "disabled-member";
          case FOREIGN_MEMBER -> "visitor";
          case EXTERNAL_CONTACT -> "wmSandboxCustomer01";
          case STRANGER -> "oSandboxStranger01";
        };
    Optional<String> domain =
        method == SignInMethod.MOBILE ? Optional.empty() : Optional.of(DOMAIN);
    return Optional.of(sandbox().code(person, domain, Optional.empty()));
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
    return Optional.of(new AddressBook(sandbox()));
  }

  @Override
  public Optional<CallbackFixture> callbacks() {
    return Optional.of(new Pushing(sandbox()));
  }

  @Override
  public void revokeTokens() {
    sandbox().revokeTokens();
  }

  @Override
  public long tokenCalls() {
    return sandbox().calls("gettoken");
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
