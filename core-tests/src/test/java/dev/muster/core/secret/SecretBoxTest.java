package dev.muster.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.store.Storage;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretBoxTest {
  private static final Secret SECRET = Secret.of("s3cret-of-the-app");
  private static final DocumentKey KEY = new DocumentKey("mobile-app", "acme", "wechatwork");
  private static final AssociatedData PLACE = new AssociatedData(KEY, "secret");

  @TempDir private Path folder;
  private Path file;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T11:00:00Z"));

  @BeforeEach
  void choose() {
    file = folder.resolve("keys").resolve("master.key");
  }

  private SecretBox box() {
    return SecretBox.of(file, clock);
  }

  private void write(String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  private static String line(String id, int fill) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) fill);
    return id + " " + Base64.getEncoder().encodeToString(key) + "\n";
  }

  @Test
  void makesAFileThatOnlyItsOwnerReads() throws IOException {
    String sealed = box().seal(PLACE, SECRET);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(box().open(PLACE, sealed)).isEqualTo(SECRET);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void refusesAFileThatOthersMayRead(String permissions) throws IOException {
    box();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(this::box)
        .isInstanceOf(MasterKeyException.class)
        .hasMessageContaining("master.key.file=" + file)
        .hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing but this\n",
        "k1\n",
        "k1 c2hvcnQ=\n",
        "k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= x\n",
        "k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
            + "k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
      })
  void refusesAFileThatIsMalformedWithoutQuotingIt(String text) throws IOException {
    write(text);

    assertThatThrownBy(this::box)
        .isInstanceOf(MasterKeyException.class)
        .hasMessageContaining("master.key.file")
        .hasMessageNotContaining("c2hvcnQ")
        .hasMessageNotContaining("AAAA");
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void refusesAFolder() throws IOException {
    Files.createDirectories(file);

    assertThatThrownBy(this::box).isInstanceOf(MasterKeyException.class);
  }

  @Test
  void hidesWhatItSeals() {
    String sealed = box().seal(PLACE, SECRET);

    assertThat(sealed).doesNotContain(SECRET.reveal());
    assertThat(box().seal(PLACE, SECRET)).isNotEqualTo(sealed);
  }

  @Test
  void refusesACiphertextThatWasMoved() {
    SecretBox box = box();
    String sealed = box.seal(PLACE, SECRET);

    for (AssociatedData other :
        List.of(
            new AssociatedData(new DocumentKey("mobile-app", "other", "wechatwork"), "secret"),
            new AssociatedData(new DocumentKey("identity-source", "acme", "wechatwork"), "secret"),
            new AssociatedData(new DocumentKey("mobile-app", "acme", "lark"), "secret"),
            new AssociatedData(KEY, "addressBookSecret"),
            new AssociatedData(new DocumentKey("mobile-app", "acm", "ewechatwork"), "secret"))) {
      assertThatThrownBy(() -> box.open(other, sealed))
          .isInstanceOf(MasterKeyException.class)
          .hasMessageNotContaining(SECRET.reveal());
    }
  }

  @Test
  void refusesACiphertextThatWasChanged() {
    SecretBox box = box();
    String sealed = box.seal(PLACE, SECRET);

    for (int i = 0; i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
      // the last character of base64 may have bits that carry nothing
      if (i < sealed.length() - 1) {
        assertThatThrownBy(() -> box.open(PLACE, changed)).isInstanceOf(MasterKeyException.class);
      }
    }
    for (String odd : List.of("", ".", "..", "1..", "1.x", "1.x.", "2" + sealed.substring(1))) {
      assertThatThrownBy(() -> box.open(PLACE, odd)).isInstanceOf(MasterKeyException.class);
    }
  }

  @Test
  void saysThatTheFileLacksTheKeyWhenItWasReplaced() throws IOException {
    write(line("old", 1));
    String sealed = box().seal(PLACE, SECRET);
    write(line("new", 2));

    assertThatThrownBy(() -> box().open(PLACE, sealed))
        .hasMessageContaining("does not hold the key");
  }

  @Test
  void rotatesWhileRunning() throws IOException {
    write(line("old", 1));
    SecretBox box = box();
    String before = box.seal(PLACE, SECRET);

    write(line("new", 2) + line("old", 1));
    assertThat(box.reload()).isTrue();
    assertThat(box.open(PLACE, before)).isEqualTo(SECRET);
    assertThat(box.isCurrent(before)).isFalse();
    String after = box.reseal(PLACE, before);
    assertThat(box.isCurrent(after)).isTrue();
    assertThat(box.reseal(PLACE, after)).isEqualTo(after);

    write(line("new", 2));
    assertThat(box.reload()).isFalse();
    assertThat(box.open(PLACE, after)).isEqualTo(SECRET);
    assertThatThrownBy(() -> box.open(PLACE, before)).isInstanceOf(MasterKeyException.class);
  }

  @Test
  void keepsItsKeysWhenTheNewFileIsMalformed() throws IOException {
    write(line("old", 1));
    SecretBox box = box();
    String sealed = box.seal(PLACE, SECRET);
    write("nonsense\n");

    assertThatThrownBy(box::reload).isInstanceOf(MasterKeyException.class);
    assertThat(box.open(PLACE, sealed)).isEqualTo(SECRET);
  }

  @Test
  void opensWhatTravelledForTheSamePurposeAndBindingInTime() {
    SecretBox box = box();
    byte[] plain = {1, 2, 3};
    Instant until = clock.instant().plusSeconds(600);
    String sealed = box.sealForTravel("sign-in", plain, "acme/wecom", until);

    assertThat(sealed).matches("[A-Za-z0-9._-]+");
    assertThat(box.openFromTravel("sign-in", sealed, "acme/wecom")).contains(plain);
    assertThat(box.openFromTravel("other", sealed, "acme/wecom")).isEmpty();
    assertThat(box.openFromTravel("sign-in", sealed, "acme/other")).isEmpty();
    assertThat(box.openFromTravel("sign-in", "x" + sealed, "acme/wecom")).isEmpty();
    assertThat(box.openFromTravel("sign-in", "", "acme/wecom")).isEmpty();
    clock.advance(Duration.ofSeconds(600));
    assertThat(box.openFromTravel("sign-in", sealed, "acme/wecom")).isEmpty();
  }

  @Test
  void doesNotOpenAStoredSecretAsSomethingThatTravelled() {
    SecretBox box = box();

    assertThat(box.openFromTravel("sign-in", box.seal(PLACE, SECRET), "")).isEmpty();
  }

  @Test
  void givesTheSameDigestOnEveryNodeAndAfterARotation() throws IOException {
    write(line("old", 1));
    Storage storage = new Storage(new InMemoryDocumentStore());
    Digests digests = new Digests(storage, box());
    String digest = digests.digest("client-secret", SECRET);

    write(line("new", 2) + line("old", 1));
    Digests rotated = new Digests(storage, box());
    assertThat(rotated.reseal("")).isEqualTo(1);
    assertThat(rotated.reseal("")).isZero();
    assertThat(rotated.reseal("acme")).isZero();
    write(line("new", 2));

    Digests otherNode = new Digests(storage, box());
    assertThat(otherNode.digest("client-secret", SECRET)).isEqualTo(digest);
    assertThat(otherNode.digest("access-token", SECRET)).isNotEqualTo(digest);
    assertThat(otherNode.matches("client-secret", SECRET, digest)).isTrue();
    assertThat(otherNode.matches("client-secret", Secret.of("other"), digest)).isFalse();
    assertThat(otherNode.matches("client-secret", SECRET, "")).isFalse();
  }

  @Test
  void makesTokensOf256Bits() {
    Digests digests = new Digests(new Storage(new InMemoryDocumentStore()), box());

    assertThat(digests.newToken().reveal()).matches("[A-Za-z0-9_-]{43}");
    assertThat(digests.newToken()).isNotEqualTo(digests.newToken());
  }
}
