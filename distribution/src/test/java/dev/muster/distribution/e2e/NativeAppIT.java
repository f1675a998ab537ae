package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.sdk.Interaction;
import dev.muster.sdk.MusterClient;
import dev.muster.sdk.MusterException;
import dev.muster.sdk.SignInResult;
import dev.muster.sdk.TokenStorage;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An app of the Java SDK, on this JVM, with the platforms' codes from the sandbox. */
@EndToEnd
class NativeAppIT {
  private static final String PLATFORMS = "dev.muster.distribution.e2e.Matrix#platforms";
  private static final String PASSWORD = "correct horse battery staple";

  private final World world;

  NativeAppIT(World world) {
    this.world = world;
  }

  private static MusterClient app(Tenant tenant, TokenStorage storage) {
    return MusterClient.of(tenant.issuer(), tenant.application(false, "ES256").clientId())
        .scope("openid profile platform offline_access")
        .storage(storage)
        .userAgent("Wiki/1.0")
        .build();
  }

  private String code(ChatPlatform platform, String person) {
    return Way.MOBILE.code(world, platform, person);
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void signsInAndStaysSignedIn(ChatPlatform platform) throws MusterException {
    Tenant tenant = world.tenant(platform);
    TokenStorage storage = TokenStorage.inMemory();
    MusterClient app = app(tenant, storage);

    assertThat(app.mobileConfig(Tenant.SOURCE).keySet())
        .containsExactlyInAnyOrderElementsOf(platform.mobileConfig());
    SignInResult result = app.signIn(Tenant.SOURCE, code(platform, platform.member().id()));

    String user = tenant.user().path("id").asText();
    assertThat(result.subject()).contains(user);
    assertThat(app.userInfo())
        .containsEntry("sub", user)
        .containsEntry("platform_user_id", platform.member().id());
    assertThatThrownBy(() -> app.signIn(Tenant.SOURCE, "forged"))
        .isInstanceOfSatisfying(
            MusterException.class, e -> assertThat(e.error()).isEqualTo("invalid_grant"));
    assertThatThrownBy(
            () -> app.signIn(Tenant.SOURCE, code(platform, platform.outsiders().get(2).id())))
        .isInstanceOfSatisfying(
            MusterException.class, e -> assertThat(e.error()).isEqualTo("access_denied"));
    assertThat(app.subject()).contains(user);

    String first = app.accessToken();
    String kept = storage.read().orElseThrow();
    storage.write(kept.replaceAll("\"expiresAt\":\"\\d+\"", "\"expiresAt\":\"0\""));
    String second = app.accessToken();
    assertThat(second).isNotEqualTo(first);
    assertThat(app.accessToken()).isEqualTo(second);
    assertThat(app.userInfo()).containsEntry("sub", user);
    tenant.disable(user);
    assertThatThrownBy(app::userInfo)
        .isInstanceOfSatisfying(
            MusterException.class,
            e -> assertThat(e.error()).isEqualTo(MusterException.SIGN_IN_REQUIRED));
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void asksThePersonWhichAccountIsTheirs(ChatPlatform platform) throws MusterException {
    Tenant tenant = world.tenant(platform);
    tenant.changeSource(Tenant.SOURCE, Map.of("association", Map.of("mode", "ask")));
    String user = tenant.addUser("wang", PASSWORD);
    MusterClient app = app(tenant, TokenStorage.inMemory());

    SignInResult asked = app.signIn(Tenant.SOURCE, code(platform, platform.member().id()));
    Interaction interaction = asked.interaction().orElseThrow();
    SignInResult wrong = app.bindByPassword(interaction, "wang", "wrong");
    assertThat(wrong.attemptsLeft()).isEqualTo(4);
    assertThat(app.bindByPassword(wrong.interaction().orElseThrow(), "wang", PASSWORD).subject())
        .contains(user);
    assertThatThrownBy(() -> app.create(interaction))
        .isInstanceOfSatisfying(
            MusterException.class, e -> assertThat(e.error()).isEqualTo("invalid_interaction"));
    assertThat(app.userInfo()).containsEntry("preferred_username", "wang");
  }
}
