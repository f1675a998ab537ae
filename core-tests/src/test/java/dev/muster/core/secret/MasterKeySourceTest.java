package dev.muster.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.hook.SecretKeepers;
import dev.muster.core.settings.Settings;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.SecretKeeper;
import dev.muster.spi.storage.DocumentKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MasterKeySourceTest {
  private static final Secret SECRET = Secret.of("s3cret-of-the-app");
  private static final AssociatedData PLACE =
      new AssociatedData(new DocumentKey("x", "acme", "1"), "secret");

  @TempDir private Path folder;
  private Path file;
  private final CountedMetrics metrics = new CountedMetrics();
  private final SecretKeepers keepers = new SecretKeepers(metrics);

  @BeforeEach
  void choose() {
    file = folder.resolve("master.key");
  }

  /** Wraps by turning bits; the wrong mask unwraps into another key. */
  private static final class Mask implements SecretKeeper {
    private final String name;
    private final int mask;
    private final List<String> asked = new ArrayList<>();
    private UnaryOperator<byte[]> wrapping = key -> key;

    Mask(String name, int mask) {
      this.name = name;
      this.mask = mask;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public byte[] wrap(String keyId, byte[] key) {
      asked.add("wrap " + keyId);
      return masked(wrapping.apply(key));
    }

    @Override
    public byte[] unwrap(String keyId, byte[] wrapped) {
      asked.add("unwrap " + keyId);
      return masked(wrapped);
    }

    private byte[] masked(byte[] bytes) {
      byte[] other = bytes.clone();
      for (int i = 0; i < other.length; i++) {
        other[i] ^= (byte) mask;
      }
      return other;
    }
  }

  private MasterKeySource source(String keeper) {
    return new MasterKeySource(
        new Settings(
            key ->
                switch (key) {
                  case "master.key.file" -> Optional.of(file.toString());
                  case "secrets.keeper" -> Optional.of(keeper).filter(name -> !name.isEmpty());
                  default -> Optional.empty();
                },
            "1.0.0"),
        keepers);
  }

  private SecretBox box(String keeper) {
    return new SecretBox(awaited(source(keeper)), InstantSource.system());
  }

  private static MasterKeySource awaited(MasterKeySource source) {
    await(() -> source.problem().isEmpty());
    return source;
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void awaitProblem(MasterKeySource source, String words) {
    await(() -> source.problem().contains(words));
  }

  private static String plain(String id, int fill) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) fill);
    return id + " " + Base64.getEncoder().encodeToString(key) + "\n";
  }

  private void write(String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  @Test
  void makesAFileThatHoldsOnlyWhatIsWrapped() throws IOException {
    keepers.add(new Mask("safe", 7), 0);
    String sealed = box("safe").seal(PLACE, SECRET);

    assertThat(Files.readString(file)).containsPattern("\nk[0-9a-f]{8} safe:[^:]+:[^:]{24}\n$");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(box("safe").open(PLACE, sealed)).isEqualTo(SECRET);
  }

  @Test
  void refusesEveryUseUntilTheKeeperIsThere() {
    MasterKeySource source = source("safe");
    SecretBox box = new SecretBox(source, InstantSource.system());
    awaitProblem(source, "'safe' of secrets.keeper is not here");
    assertThatThrownBy(() -> box.seal(PLACE, SECRET))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE);
              assertThat(e.retryAfter()).isPresent();
            });
    assertThatThrownBy(() -> box.openFromTravel("sign-in", "1.k.x", ""))
        .isInstanceOf(ProblemException.class);
    assertThat(box.isUsable()).isFalse();
    assertThat(file).doesNotExist();
    keepers.add(new Mask("other", 1), 5);

    keepers.add(new Mask("safe", 7), 0);
    awaited(source);
    assertThat(box.open(PLACE, box.seal(PLACE, SECRET))).isEqualTo(SECRET);
  }

  @Test
  void wrapsWhatStoodThereAsItWasAndLeavesTheRest() throws IOException {
    write("# from the safe\n" + plain("one", 1) + "\n" + plain("two", 2));
    String sealed = box("").seal(PLACE, SECRET);
    keepers.add(new Mask("safe", 7), 0);

    assertThat(box("safe").open(PLACE, sealed)).isEqualTo(SECRET);
    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("# from the safe"),
            line -> assertThat(line).startsWith("one safe:"),
            line -> assertThat(line).isEmpty(),
            line -> assertThat(line).startsWith("two safe:"));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void wrapsAKeyThatIsPutOnTopWhileRunning() throws IOException {
    keepers.add(new Mask("safe", 7), 0);
    write(plain("old", 1));
    SecretBox box = box("safe");
    String before = box.seal(PLACE, SECRET);
    write(plain("new", 2) + Files.readString(file));

    assertThat(box.reload()).isTrue();
    assertThat(Files.readString(file)).contains("new safe:").contains("old safe:");
    assertThat(box.open(PLACE, before)).isEqualTo(SECRET);
    assertThat(box.isCurrent(before)).isFalse();
  }

  @Test
  void noticesAKeeperThatUnwrapsIntoAnotherKeyAndTouchesNothing() throws IOException {
    keepers.add(new Mask("safe", 7), 0);
    String sealed = box("safe").seal(PLACE, SECRET);
    String before = Files.readString(file);
    keepers.add(new Mask("safe", 8), 9);

    MasterKeySource source = source("safe");
    awaitProblem(source, "into another than was wrapped");
    assertThatThrownBy(source::keys).isInstanceOf(ProblemException.class);
    assertThat(Files.readString(file)).isEqualTo(before);

    keepers.add(new Mask("safe", 7), 10);
    assertThat(new SecretBox(awaited(source), InstantSource.system()).open(PLACE, sealed))
        .isEqualTo(SECRET);
  }

  @Test
  void storesNothingThatTheKeeperCannotUnwrapAgain() throws IOException {
    Mask lossy = new Mask("safe", 7);
    lossy.wrapping = key -> new byte[32];
    keepers.add(lossy, 0);
    awaitProblem(source("safe"), "does not unwrap what it has wrapped");
    assertThat(file).doesNotExist();

    write(plain("one", 1));
    awaitProblem(source("safe"), "does not unwrap what it has wrapped");
    assertThat(Files.readString(file)).isEqualTo(plain("one", 1));
  }

  @Test
  void saysThatAKeeperFailsAndThatTheLogKnowsMore() {
    Mask broken = new Mask("safe", 7);
    broken.wrapping =
        key -> {
          throw new IllegalStateException("the module is locked");
        };
    keepers.add(broken, 0);

    awaitProblem(source("safe"), "the log says why");
    assertThat(metrics.lines())
        .contains("muster_hook_calls_total hook keeper bundle test.bundle outcome failed");
  }

  @Test
  void asksForEachKeyOnceAndGoesOnWithoutTheKeeper() {
    Mask safe = new Mask("safe", 7);
    keepers.add(safe, 0);
    SecretBox box = box("safe");
    int asked = safe.asked.size();

    assertThat(box.reload()).isFalse();
    assertThat(box.reload()).isFalse();
    assertThat(safe.asked).hasSize(asked);
  }

  @Test
  void handsTheKeysOverToAnotherKeeper() throws IOException {
    keepers.add(new Mask("safe", 7), 0);
    String sealed = box("safe").seal(PLACE, SECRET);
    keepers.add(new Mask("module", 9), 0);

    assertThat(box("module").open(PLACE, sealed)).isEqualTo(SECRET);
    assertThat(Files.readString(file)).contains(" module:").doesNotContain(" safe:");
  }

  @Test
  void endsTheStartWhereKeysAreWrappedAndNoKeeperIsNamed() {
    keepers.add(new Mask("safe", 7), 0);
    box("safe");

    assertThatThrownBy(() -> source(""))
        .isInstanceOf(MasterKeyException.class)
        .hasMessageContaining("set secrets.keeper to safe");
  }

  @Test
  void endsTheStartWhereALineIsNoKey() throws IOException {
    write("one safe:AAAA:short\n");

    assertThatThrownBy(() -> source("safe"))
        .isInstanceOf(MasterKeyException.class)
        .hasMessageContaining("line 1");
  }
}
