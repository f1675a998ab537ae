package dev.muster.distribution.authors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
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
              "dev.muster.spi;version=\"[1.1,2)\",dev.muster.spi.platform;version=\"[1.4,2)\"");
    }
    try (var reports = Files.list(project.resolve("target/surefire-reports"))) {
      assertThat(reports.map(file -> file.getFileName().toString()))
          .contains("TEST-com.example.acme.chat.ChatPlatformContractTest.xml");
    }
  }
}
