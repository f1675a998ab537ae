package dev.muster.spi;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import java.io.File;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The SPI against the one that was kept: what changed has to show in the package's version, by
 * OSGi's rules, so that a bundle made for the other is either served or refused when it starts.
 */
class SpiBaselineTest {
  private static final File KEPT = new File("../api-baseline/spi-1.0.0.jar");
  private static final File CLASSES = new File("../core-bundle/target/classes");

  @Test
  void whatChangedShowsInTheVersion() throws Exception {
    Set<Baseline.Info> packages = compare(CLASSES);

    assertThat(packages).hasSize(7);
    assertThat(packages)
        .allSatisfy(
            info ->
                assertThat(info.mismatch)
                    .as(
                        "%s %s has to become %s in its package-info: %s",
                        info.packageName,
                        info.newerVersion,
                        info.suggestedVersion,
                        info.packageDiff)
                    .isFalse());
  }

  @Test
  void noticesAChangeThatDoesNotShow() throws Exception {
    try (Jar changed = new Jar(CLASSES);
        Jar kept = new Jar(KEPT)) {
      changed.remove("dev/muster/spi/hook/EventListener.class");

      assertThat(compare(changed, kept))
          .anySatisfy(
              info -> {
                assertThat(info.mismatch).isTrue();
                assertThat(info.suggestedVersion.getMajor()).isEqualTo(2);
              });
    }
  }

  private static Set<Baseline.Info> compare(File classes) throws Exception {
    try (Jar now = new Jar(classes);
        Jar kept = new Jar(KEPT)) {
      return compare(now, kept);
    }
  }

  private static Set<Baseline.Info> compare(Jar now, Jar kept) throws Exception {
    try (Processor processor = new Processor()) {
      return new Baseline(processor, new DiffPluginImpl())
          .baseline(now, kept, new Instructions("dev.muster.spi,dev.muster.spi.*"));
    }
  }
}
