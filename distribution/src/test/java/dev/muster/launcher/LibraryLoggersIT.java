package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LibraryLoggersIT {
  private static final Path MUSTER = Path.of("target", "muster");

  @Test
  void includeEveryPackageOfTheDistributionThatIsNotOurs() throws IOException {
    Set<String> packages = new TreeSet<>();
    for (String folder : new String[] {"bundles", "lib"}) {
      try (Stream<Path> jars = Files.list(MUSTER.resolve(folder))) {
        for (Path jar : jars.filter(each -> each.toString().endsWith(".jar")).toList()) {
          packages.addAll(packages(jar));
        }
      }
    }
    packages.removeIf(name -> name.startsWith("dev.muster"));

    assertThat(packages).isNotEmpty().allMatch(LibraryLoggers::include);
  }

  private static Set<String> packages(Path jar) throws IOException {
    Set<String> packages = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        String name = entry.getName().replaceFirst("^META-INF/versions/[0-9]+/", "");
        if (name.endsWith(".class") && name.contains("/")) {
          packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
        }
      }
    }
    return packages;
  }
}
