package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Administrators.Role;
import dev.muster.web.api.ApiFixture.Answer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginsApiTest {
  private static final String JAR = "application/java-archive";

  private final ApiFixture api = new ApiFixture();

  @Test
  void showsStateVersionServicesAndProblems() {
    Answer all = api.get("/plugins");
    assertThat(all.body().path("items")).hasSize(1);
    Answer one = api.get("/plugins/" + FakePlugins.ONE);
    assertThat(one.body()).isEqualTo(all.body().path("items").path(0));
    assertThat(one.body().path("state").asText()).isEqualTo("active");
    assertThat(one.body().path("version").asText()).isEqualTo("1.2.0");
    assertThat(one.body().path("services").path(0).asText())
        .isEqualTo("dev.muster.spi.platform.ChatProvider");
    assertThat(one.body().path("problems").path(0).path("code").asText()).isEqualTo("damaged");
    assertThat(api.get("/plugins/nobody").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {JAR, "application/octet-stream"})
  void installsAJarOnBehalfOfWhoSendsIt(String type) {
    Answer answer =
        api.send(ApiFixture.asOwner("POST", "/plugins").body(type, new byte[2_000_000]));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(api.world.plugins.calls).containsExactly("install 2000000 by token:settings");
  }

  @Test
  void stopsStartsAndDeletes() {
    assertThat(post("stop").body().path("state").asText()).isEqualTo("stopped");
    assertThat(post("start").body().path("state").asText()).isEqualTo("active");
    assertThat(api.send(ApiFixture.asOwner("DELETE", "/plugins/" + FakePlugins.ONE)).status())
        .isEqualTo(204);
    assertThat(api.world.plugins.calls)
        .containsExactly(
            "stop " + FakePlugins.ONE, "start " + FakePlugins.ONE, "delete " + FakePlugins.ONE);
  }

  private Answer post(String what) {
    return api.send(ApiFixture.asOwner("POST", "/plugins/" + FakePlugins.ONE + "/" + what));
  }

  @Test
  void saysThatUploadsAreSwitchedOff() {
    api.world.plugins.uploads = false;
    Answer answer = api.send(ApiFixture.asOwner("POST", "/plugins").body(JAR, new byte[10]));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("plugin-upload-off");
  }

  @Test
  void saysWhyAJarIsRefused() {
    Answer answer = api.send(ApiFixture.asOwner("POST", "/plugins").body(JAR, new byte[0]));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("plugin-refused");
    assertThat(answer.body().path("detail").asText()).isEqualTo("The jar is empty.");
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "OWNER")
  void readsNothingOfAJarFromWhoMayNotInstall(Role role) {
    String token = api.world.token(role, "*");
    InputStream unread =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("read");
          }
        };
    Answer answer =
        api.send(
            ApiFixture.request("POST", "/plugins")
                .header("Authorization", "Bearer " + token)
                .stream(JAR, unread));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("forbidden");
  }

  @Test
  void refusesMoreThanAHundredMegabytes() {
    Answer declared =
        api.send(
            ApiFixture.asOwner("POST", "/plugins").header("Content-Length", "100000001").stream(
                JAR, InputStream.nullInputStream()));
    assertThat(declared.status()).isEqualTo(413);
    byte[] piece = new byte[10_000_000];
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] to, int offset, int length) {
            int n = Math.min(length, piece.length);
            System.arraycopy(piece, 0, to, offset, n);
            return n;
          }
        };
    assertThat(api.send(ApiFixture.asOwner("POST", "/plugins").stream(JAR, endless)).status())
        .isEqualTo(413);
    assertThat(api.world.plugins.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data", ""})
  void refusesBodiesOfAnotherKind(String type) {
    Answer answer =
        api.send(
            ApiFixture.asOwner("POST", "/plugins").stream(
                type, new ByteArrayInputStream(new byte[3])));
    assertThat(answer.status()).isEqualTo(415);
    assertThat(api.world.plugins.calls).isEmpty();
  }
}
