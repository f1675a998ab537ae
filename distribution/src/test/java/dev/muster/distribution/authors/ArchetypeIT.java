package dev.muster.distribution.authors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that the archetype makes is a bundle that passes the contract. */
class ArchetypeIT {
  @TempDir Path folder;

  @Test
  void makesAProjectThatBuildsAndPassesTheContract() throws IOException {
    AuthorsMaven maven = new AuthorsMaven();
    maven.run(
        folder,
        "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate",
        "-DarchetypeGroupId=dev.muster",
        "-DarchetypeArtifactId=provider-archetype",
        "-DarchetypeVersion=" + AuthorsMaven.version(),
        "-DgroupId=com.example.acme",
        "-DartifactId=acme-bundle",
        "-Dversion=1.0.0",
        "-Dpackage=com.example.acme.chat",
        "-DplatformId=acme",
        "-DplatformName=Acme Chat");
    Path project = folder.resolve("acme-bundle");
    maven.run(project, "verify");

    try (JarFile jar = new JarFile(AuthorsMaven.jar(project).toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"))
          .isEqualTo("com.example.acme.acme");
      assertThat(jar.getManifest().getMainAttributes().getValue("Import-Package"))
          .isEqualTo(
              "dev.muster.spi;version=\"[%s,2)\",dev.muster.spi.platform;version=\"[%s,2)\"",
              exported("dev.muster.spi"), exported("dev.muster.spi.platform"));
    }
    try (var reports = Files.list(project.resolve("target/surefire-reports"))) {
      assertThat(reports.map(file -> file.getFileName().toString()))
          .contains("TEST-com.example.acme.chat.ChatPlatformContractTest.xml");
    }
  }

  /** Major and minor version of a package as the core exports it. */
  private static String exported(String name) throws IOException {
    try (JarFile core = new JarFile(AuthorsMaven.jar(Path.of("../core-bundle")).toFile())) {
      String exports = core.getManifest().getMainAttributes().getValue("Export-Package");
      Matcher version =
          Pattern.compile(
                  "(?:^|,)"
                      + Pattern.quote(name)
                      + ";(?:[^,\"]|\"[^\"]*\")*?version=\"(\\d+\\.\\d+)")
              .matcher(exports);
      assertThat(version.find()).as("%s in %s", name, exports).isTrue();
      return version.group(1);
    }
  }
}
