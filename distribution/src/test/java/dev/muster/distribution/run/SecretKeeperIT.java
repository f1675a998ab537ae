package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.muster.distribution.authors.AuthorsMaven;
import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.distribution.process.Outcome;
import dev.muster.distribution.process.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.crypto.KeyGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example of a keeper holds the key: {@code master.key} alone opens nothing. */
class SecretKeeperIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PASSWORD = "not-asked-here-123";
  private static Path example;

  @BeforeAll
  static void build() {
    example = new AuthorsMaven().example("hooks-bundle");
  }

  /** A product whose keeper opens a key store of that name. */
  private static Map<String, String> settings(String store) throws Exception {
    Path folder = Files.createDirectories(Work.folder("keeper"));
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Path file = folder.resolve(store);
    if (Files.notExists(file)) {
      make(file);
    }
    return Map.of(
        "MUSTER_ADMIN_PASSWORD",
        PASSWORD,
        "MUSTER_SECRETS_KEEPER",
        "key-store",
        "MUSTER_HOOK_COM_EXAMPLE_MUSTER_HOOKS_KEYSTORE_FILE",
        file.toString(),
        "MUSTER_HOOK_COM_EXAMPLE_MUSTER_HOOKS_KEYSTORE_PASSWORD_FILE",
        password.toString());
  }

  private static void make(Path file) throws GeneralSecurityException, IOException {
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(256);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setEntry(
        "muster",
        new KeyStore.SecretKeyEntry(generator.generateKey()),
        new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  private static void drop(Distribution node) throws IOException {
    Path folder = node.home().resolve("plugins");
    Path part = Files.copy(example, folder.resolve("hooks.part"));
    Files.move(part, folder.resolve("hooks.jar"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String ready(Distribution node) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/readyz"))
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void startsWithoutItsKeeperRefusesWhatNeedsSecretsAndHealsWhenItIsDroppedIn() throws Exception {
    Distribution node = Distribution.unpack("keeper", settings("store.p12"));
    Path key = node.home().resolve("data").resolve("master.key");
    try (Child process = node.launch("run")) {
      process.awaitLine(PATIENCE, "start", 0, line -> line.contains("but not ready"));
      assertThat(process.output().stream().filter(line -> line.contains("Secrets cannot be used")))
          .singleElement(STRING)
          .contains("'key-store' of secrets.keeper is not here");
      assertThat(node.status("/livez")).isEqualTo(200);
      assertThat(node.status("/readyz")).isEqualTo(503);
      assertThat(ready(node)).contains("'key-store' of secrets.keeper is not here");
      assertThat(node.status("/t/default/oauth2/jwks")).isEqualTo(503);
      assertThat(key).doesNotExist();

      drop(node);
      Await.until(PATIENCE, () -> ready(node), () -> node.status("/readyz") == 200);
      assertThat(Files.readString(key)).contains(" key-store:");
      bind(node);
    }
    try (Child process = node.run()) {
      assertThat(
              new Management(node)
                  .get("/tenants/default/mobile-apps/wechatwork")
                  .path("secrets")
                  .path("secret")
                  .path("set")
                  .asBoolean())
          .isTrue();
      assertThat(process.alive()).isTrue();
    }
    Distribution another = node.with(settings("another.p12"));
    String before = Files.readString(key);
    try (Child process = another.launch("run")) {
      process.awaitLine(PATIENCE, "start", 0, line -> line.contains("but not ready"));
      assertThat(ready(another)).contains("the log says why");
      assertThat(Files.readString(key)).isEqualTo(before);
      assertThat(String.join("\n", process.output())).doesNotContain(PASSWORD);
    }
  }

  private static void bind(Distribution node) {
    new Management(node)
        .post(
            "/tenants/default/mobile-apps",
            "{'platform':'wechatwork','fields':{'corpId':'wwSandboxLtd000001',"
                + "'agentId':'1000002','secret':'sandbox-app-secret'}}");
  }

  @Test
  void checkSaysWhetherTheKeeperDoesItsWork() throws Exception {
    Distribution node = Distribution.unpack("keeper-check", settings("store.p12"));
    Outcome absent = node.finish("check");
    assertThat(absent.exit()).isEqualTo(1);
    assertThat(absent.out())
        .anyMatch(
            line ->
                line.startsWith("wrong    secrets.keeper: is 'key-store'")
                    && line.contains("is not here"));

    drop(node);
    Outcome there = node.finish("check");
    assertThat(there.out())
        .contains("ok       keeper: key-store wraps and unwraps the master keys");
    assertThat(there.exit()).isZero();
    assertThat(node.home().resolve("data").resolve("master.key")).doesNotExist();

    try (Child process = node.run()) {
      assertThat(process.alive()).isTrue();
    }
    assertThat(node.finish("check").exit()).isZero();
    Outcome other = node.with(settings("another.p12")).finish("check");
    assertThat(other.out())
        .anyMatch(
            line ->
                line.startsWith("wrong    secrets.keeper")
                    && line.contains("does not do its work"));

    Outcome unset = node.with(Map.of("MUSTER_SECRETS_KEEPER", "")).finish("check");
    assertThat(unset.out())
        .anyMatch(line -> line.startsWith("wrong    secrets.keeper: is not set"));
    Outcome odd = node.with(Map.of("MUSTER_SECRETS_KEEPER", "Key Store")).finish("check");
    assertThat(odd.out()).anyMatch(line -> line.startsWith("wrong    secrets.keeper: is 'Key"));
  }
}
