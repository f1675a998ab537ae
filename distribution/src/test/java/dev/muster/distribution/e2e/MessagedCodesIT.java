package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody has a code sent to their phone, as a message of the platform. */
@EndToEnd
class MessagedCodesIT {
  private static final Pattern CODE = Pattern.compile("[0-9]{10}");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PASSWORD = "correct horse battery staple";
  private static final String OTHER = "an entirely new horse";

  private final World world;

  MessagedCodesIT(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @MethodSource("dev.muster.distribution.e2e.Matrix#platforms")
  void recoversAPasswordByACodeOnTheirPhone(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    tenant.passwordSignIn(true);
    tenant.changeSource(Tenant.SOURCE, Map.of("codes", true));
    assertThat(tenant.capabilities(Tenant.SOURCE).path("messages").asBoolean()).isTrue();
    Application application = tenant.application();
    String person = platform.member().id();
    String user = Way.BROWSER.comeIn(world, application, person).subject();
    tenant.setPassword(user, PASSWORD);
    SandboxControl sandbox = world.sandbox(platform);
    int before = sandbox.messages(person).size();

    try (Visitor visitor = world.visitor()) {
      visitor.open(application.signIn("identity_source", "password"));
      visitor.press("Forgot your password\\?");
      assertThat(visitor.ending().text()).contains("as a message by " + platform.label());
      visitor.fill("username", tenant.user().path("username").asText()).press("Send a code");
      assertThat(visitor.ending().text()).contains("as a message by " + platform.label());
      Await.until(SOON, "a code on the phone", () -> sandbox.messages(person).size() > before);
      List<String> messages = sandbox.messages(person);
      Matcher code = CODE.matcher(messages.get(messages.size() - 1));
      assertThat(code.find()).isTrue();
      assertThat(sandbox.phone(person)).contains(code.group());
      visitor.fill("code", code.group()).press("Go on");
      visitor.fill("password", OTHER).fill("again", OTHER).press("Save and sign in");

      assertThat(visitor.ending().signedIn()).as(visitor.ending().toString()).isTrue();
      assertThat(visitor.ending().subject()).isEqualTo(user);
    }
  }
}
