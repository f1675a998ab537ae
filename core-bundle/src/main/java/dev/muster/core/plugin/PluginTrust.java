package dev.muster.core.plugin;

import dev.muster.core.plugin.PluginException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which jars may be started: any, or those whose every entry a trusted certificate has signed. */
@FunctionalInterface
interface PluginTrust {
  /** Every jar. */
  PluginTrust ANY = (entries, manifest) -> {};

  /**
   * Looks at who signed a jar.
   *
   * @param entries all of it, read to their ends: only then a signature is verified
   * @param manifest the jar's, which names what was there when it was signed
   * @throws PluginException {@code NOT_TRUSTED}
   */
  void check(List<JarEntry> entries, Manifest manifest);

  /** What the setting {@code plugins.trust} says; what is neither is the stricter. */
  static PluginTrust of(String setting, Path certificates) {
    return setting.equals("any") ? ANY : new Signed(certificates);
  }

  /**
   * Signed by one of the certificates in a folder, which is read at each look.
   *
   * @param certificates the folder
   */
  record Signed(Path certificates) implements PluginTrust {
    private static final Pattern BLOCK = Pattern.compile("(META-INF/[^/]*)\\.(RSA|DSA|EC)");

    @Override
    public void check(List<JarEntry> entries, Manifest manifest) {
      Set<Certificate> trusted = trusted();
      Set<String> signature = signature(entries);
      Set<String> names = new HashSet<>();
      boolean any = false;
      for (JarEntry entry : entries) {
        names.add(entry.getName());
        if (entry.isDirectory() || signature.contains(upper(entry))) {
          continue;
        }
        any = true;
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null || signers.length == 0) {
          throw new PluginException(
              Why.NOT_TRUSTED,
              "is not signed as plugins.trust=signed asks: "
                  + entry.getName()
                  + " is unsigned; sign it (jarsigner)");
        }
        if (Stream.of(signers).noneMatch(signer -> trusted.contains(certificate(signer)))) {
          throw new PluginException(
              Why.NOT_TRUSTED,
              "is signed by a certificate that is not in "
                  + certificates
                  + ": "
                  + entry.getName()
                  + "; put the signer's certificate there");
        }
      }
      if (!any) {
        throw new PluginException(Why.NOT_TRUSTED, "holds nothing that is signed");
      }
      refuseWhatWasTakenOut(manifest, names);
    }

    /**
     * A signature covers each entry by itself: that one is missing is seen in the manifest alone.
     */
    private static void refuseWhatWasTakenOut(Manifest manifest, Set<String> names) {
      manifest
          .getEntries()
          .forEach(
              (name, attributes) -> {
                boolean digested =
                    attributes.keySet().stream()
                        .anyMatch(
                            key -> key.toString().toUpperCase(Locale.ROOT).endsWith("-DIGEST"));
                if ((digested || !name.endsWith("/")) && !names.contains(name)) {
                  throw new PluginException(
                      Why.NOT_TRUSTED, "lacks " + name + ", which its manifest names");
                }
              });
    }

    /**
     * What carries a signature cannot be signed itself: the manifest, and pairs of SF and block.
     */
    private static Set<String> signature(List<JarEntry> entries) {
      Set<String> all = entries.stream().map(Signed::upper).collect(Collectors.toSet());
      Set<String> found = new HashSet<>(Set.of(JarFile.MANIFEST_NAME));
      for (String name : all) {
        Matcher block = BLOCK.matcher(name);
        if (block.matches() && all.contains(block.group(1) + ".SF")) {
          found.add(name);
          found.add(block.group(1) + ".SF");
        }
      }
      return found;
    }

    private static String upper(JarEntry entry) {
      return entry.getName().toUpperCase(Locale.ROOT);
    }

    private static Certificate certificate(CodeSigner signer) {
      return signer.getSignerCertPath().getCertificates().get(0);
    }

    private Set<Certificate> trusted() {
      try (Stream<Path> files = Files.list(certificates)) {
        Set<Certificate> found = new HashSet<>();
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          try (InputStream in = Files.newInputStream(file)) {
            found.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
          } catch (CertificateException e) {
            throw new PluginException(
                Why.NOT_TRUSTED, "cannot be checked: " + file + " is no certificate", e);
          }
        }
        return found;
      } catch (IOException e) {
        throw new PluginException(
            Why.NOT_TRUSTED,
            "cannot be checked: plugins.trust is signed, and "
                + certificates
                + " cannot be read; make that folder and put the signer's certificate into it",
            e);
      }
    }
  }
}
