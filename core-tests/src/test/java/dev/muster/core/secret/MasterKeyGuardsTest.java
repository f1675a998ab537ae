package dev.muster.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.hook.SecretKeepers;
import dev.muster.core.platform.Together;
import dev.muster.core.settings.Settings;
import dev.muster.core.store.Storage;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.SecretKeeper;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of the master keys when it is odd, and when others write it at the same moment. */
class MasterKeyGuardsTest {
  private static final String ONES = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final String TWOS = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
  private static final Secret SECRET = Secret.of("s3cret-of-the-app");
  private static final AssociatedData PLACE =
      new AssociatedData(new DocumentKey("mobile-app", "acme", "wechatwork"), "secret");

  @TempDir Path folder;
  private Path file;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T11:00:00Z"));
  private final SecretKeepers keepers = new SecretKeepers(new CountedMetrics());
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void choose() {
    file = folder.resolve("master.key");
    settings.put("master.key.file", file.toString());
  }

  private void write(byte[] content) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, content);
  }

  private void write(String text) throws IOException {
    write(text.getBytes());
  }

  private SecretBox box() {
    return SecretBox.of(file, clock);
  }

  private MasterKeySource source() {
    return new MasterKeySource(settings(), keepers);
  }

  private Settings settings() {
    return new Settings(key -> Optional.ofNullable(settings.get(key)), "1.0.0");
  }

  /** A keeper that does what the test says while it wraps, and wraps nothing really. */
  private final class Keeper implements SecretKeeper {
    private final UnaryOperator<byte[]> wrapping;

    Keeper(UnaryOperator<byte[]> wrapping) {
      this.wrapping = wrapping;
    }

    @Override
    public String name() {
      return "safe";
    }

    @Override
    public byte[] wrap(String keyId, byte[] key) {
      return wrapping.apply(key);
    }

    @Override
    public byte[] unwrap(String keyId, byte[] wrapped) {
      return wrapped;
    }
  }

  private void keep(UnaryOperator<byte[]> wrapping) {
    settings.put("secrets.keeper", "safe");
    keepers.add(new Keeper(wrapping), 0);
  }

  private void assertNoLeftovers() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  // what earlier versions wrote

  @Test
  void opensWhatAnEarlierVersionHasStored() throws IOException {
    write("old " + ONES + "\n");

    assertThat(
            box()
                .open(
                    PLACE,
                    "1.old.UnYbtEOj6P4KztVr_dn03SusK7U6qSzPITl0tfhmH9IXV-5pi-"
                        + "IUurWIsKNwzOLLXzHL3NS3f-R0hh15XA"))
        .isEqualTo(SECRET);
    assertThat(
            box()
                .openFromTravel(
                    "sign-in",
                    "1.old.s8rkmSPRQ0u5xSM5TkPr3nUjD1m1qjHzbTVfgyR1UISnnfs7dSTtUBU7svxIheOED39Q"
                        + "2xNtyA",
                    "acme/wecom"))
        .hasValue(new byte[] {1, 2, 3});
  }

  @Test
  void comparesAWrappedKeyWithTheCheckOfAnEarlierVersion() {
    MasterKeyLine line = MasterKeyLine.read("old safe:AQID:1pa6l8BQa7hedGswWpOdEQ==").orElseThrow();
    byte[] ones = Base64.getDecoder().decode(ONES);

    assertThat(line.isOf(new MasterKeys.Key("old", ones))).isTrue();
    assertThat(line.isOf(new MasterKeys.Key("new", ones))).as("of another id").isFalse();
    ones[31] ^= 1;
    assertThat(line.isOf(new MasterKeys.Key("old", ones))).isFalse();
  }

  @Test
  void printsNoKey() {
    assertThat(MasterKeyLine.read("old " + ONES).orElseThrow().toString())
        .isEqualTo("MasterKeyLine[old]");
    assertThat(new MasterKeys.Key("old", new byte[32]).toString()).isEqualTo("Key[old]");
  }

  @Test
  void tellsASecretThatWasMovedFromOneWhoseKeyIsGone() throws IOException {
    write("old " + ONES + "\n");
    String sealed = box().seal(PLACE, SECRET);
    AssociatedData moved = new AssociatedData(PLACE.key(), "other");

    assertThatThrownBy(() -> box().open(moved, sealed)).hasMessageContaining("for this place");
    write("old " + TWOS + "\n");
    assertThatThrownBy(() -> box().open(PLACE, sealed)).isInstanceOf(MasterKeyException.class);
  }

  // the file

  @Test
  void refusesAFileThatIsNoListOfKeys() throws IOException {
    write("k1 " + ONES + "\n#" + "x".repeat(64 * 1024));
    assertThatThrownBy(this::box).hasMessageContaining("is too large");
    write(new byte[] {'k', '1', ' ', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(this::box).hasMessageContaining("is not text");
    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("nowhere"));
    assertThatThrownBy(this::box).hasMessageContaining("is not a file");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void takesAFileOfTheMostBytes() throws IOException {
    String key = "k1 " + ONES + "\n#";
    write(key + "x".repeat(64 * 1024 - key.length()));

    assertThat(box().currentKeyId()).isEqualTo("k1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k1 " + ONES + "\r\n", "  k1\t" + ONES, "\n\n# x\nk1   " + ONES + "\n"})
  void takesAFileAsEditorsWriteIt(String text) throws IOException {
    write(text);
    assertThat(box().currentKeyId()).isEqualTo("k1");
  }

  @Test
  void aLookMakesAndChangesNothing() throws IOException {
    settings.put("checked.data.dir", folder.resolve("data").toString());
    MasterKeySource.check(settings());
    assertThat(file).doesNotExist();
    assertThat(source().keys().first().id()).isNotEmpty();
    assertThat(file).doesNotExist();

    write("k1 " + ONES + "\n");
    keep(key -> key);
    MasterKeySource looks = source();
    Together.until(() -> looks.problem().isEmpty());
    assertThat(Files.readString(file)).isEqualTo("k1 " + ONES + "\n");
  }

  @Test
  void aLookSaysThatTheFileIsNoListOfKeysAlsoWhereAKeeperIsNamed() throws IOException {
    write("nonsense\n");
    assertThatThrownBy(() -> MasterKeySource.check(settings()))
        .isInstanceOf(MasterKeyException.class);
    settings.put("secrets.keeper", "safe");
    assertThatThrownBy(() -> MasterKeySource.check(settings()))
        .isInstanceOf(MasterKeyException.class);
    write("k1 safe:AQID:1pa6l8BQa7hedGswWpOdEQ==\n");
    MasterKeySource.check(settings());
  }

  // keepers

  @Test
  void theNodeThatMadeTheFileFirstKeepsItsKeys() throws IOException {
    String theirs = "theirs " + ONES + "\n";
    keep(
        key -> {
          if (!Files.exists(file)) {
            try {
              write(theirs);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return key;
        });
    MasterKeySource source = source();
    Together.until(() -> source.problem().isEmpty());

    assertThat(source.keys().first().id()).isEqualTo("theirs");
    assertNoLeftovers();
  }

  @Test
  void aChangeOfTheFileIsNotOverwrittenByAWrappingOfWhatStoodThere() throws IOException {
    write("k1 " + ONES + "\n");
    String changed = "k2 " + TWOS + "\nk1 " + ONES + "\n";
    boolean[] once = {false};
    keep(
        key -> {
          if (!once[0]) {
            once[0] = true;
            try {
              Files.writeString(file, changed);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return key;
        });
    MasterKeySource source = source();
    Together.until(() -> source.problem().isEmpty());

    assertThat(Files.readString(file)).isEqualTo(changed);
    assertNoLeftovers();
    assertThat(source.reload()).isTrue();
    assertThat(source.keys().first().id()).isEqualTo("k2");
    assertThat(Files.readString(file)).contains("k2 safe:", "k1 safe:");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, SecretKeeper.MAX_WRAPPED + 1})
  void storesNothingThatIsNoWrappedKey(int length) throws IOException {
    write("k1 " + ONES + "\n");
    keep(key -> new byte[length]);
    MasterKeySource source = source();
    Together.until(() -> source.problem().contains("does not unwrap what it has wrapped"));

    assertThat(Files.readString(file)).isEqualTo("k1 " + ONES + "\n");
  }

  @Test
  void aReloadBeforeTheKeeperIsThereIsNoChange() throws IOException {
    write("k1 " + ONES + "\n");
    settings.put("secrets.keeper", "safe");
    MasterKeySource source = source();

    assertThat(source.reload()).isFalse();
    assertThat(source.problem()).isNotEmpty();
  }

  // digests

  @Test
  void aLookAtTheDigestKeyShowsWhetherTheKeysBelongToTheStore() throws IOException {
    InMemoryDocumentStore store = new InMemoryDocumentStore(clock);
    write("k1 " + ONES + "\n");
    Digests.requireKey(store, box());
    assertThat(store.count("digest-key", "", new Query.All())).isZero();
    new Digests(new Storage(store), box()).requireKey();
    Digests.requireKey(store, box());

    write("k1 " + TWOS + "\n");

    assertThatThrownBy(() -> Digests.requireKey(store, box()))
        .isInstanceOf(MasterKeyException.class);
    assertThatThrownBy(() -> new Digests(new Storage(store), box()).requireKey())
        .isInstanceOf(MasterKeyException.class);
    assertThat(store.count("digest-key", "", new Query.All())).isEqualTo(1);
  }

  @Test
  void digestsOfTwoInstallationsDifferAndPurposeAndSecretDoNotRunTogether() throws IOException {
    write("k1 " + ONES + "\n");
    Digests one = new Digests(new Storage(new InMemoryDocumentStore(clock)), box());
    Digests other = new Digests(new Storage(new InMemoryDocumentStore(clock)), box());

    assertThat(one.digest("a", Secret.of("bc"))).isNotEqualTo(other.digest("a", Secret.of("bc")));
    assertThat(one.digest("a", Secret.of("bc"))).isNotEqualTo(one.digest("ab", Secret.of("c")));
  }
}
