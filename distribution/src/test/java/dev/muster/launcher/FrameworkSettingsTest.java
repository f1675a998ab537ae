package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

class FrameworkSettingsTest {
  @TempDir private Path home;

  @Test
  void lendsThePackagesThatTheBuildResolvesTheBundlesWith() throws IOException {
    String run = Files.readString(Path.of("muster.bndrun")).replace("\\\n", "");
    List<String> resolved =
        run.lines()
            .filter(line -> line.startsWith("-runsystempackages:"))
            .flatMap(line -> Stream.of(line.split(":", 2)[1].split(",")))
            .map(String::strip)
            .toList();
    String lent =
        FrameworkSettings.of(TestSettings.in(home)).get(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA);

    assertThat(resolved).containsExactlyInAnyOrder(lent.split(","));
  }
}
