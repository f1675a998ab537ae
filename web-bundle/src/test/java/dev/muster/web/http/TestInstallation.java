package dev.muster.web.http;

import dev.muster.api.Installation;
import dev.muster.settings.AddressRange;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An installation with settings of a test. */
public record TestInstallation(
    URI publicUrl, List<AddressRange> trustedProxies, boolean demo, String version)
    implements Installation {
  public static TestInstallation plain() {
    return new TestInstallation(URI.create("http://localhost:8080"), List.of(), false, "1.0.0");
  }

  public TestInstallation at(String url) {
    return new TestInstallation(URI.create(url), trustedProxies, demo, version);
  }

  public TestInstallation behind(String... cidrs) {
    return new TestInstallation(
        publicUrl,
        Stream.of(cidrs).map(cidr -> AddressRange.of(cidr).orElseThrow()).toList(),
        demo,
        version);
  }

  public TestInstallation demonstrating() {
    return new TestInstallation(publicUrl, trustedProxies, true, version);
  }

  @Override
  public Optional<String> outgoingAddress() {
    return Optional.of("192.0.2.10");
  }

  @Override
  public int passwordMinLength() {
    return 10;
  }

  @Override
  public boolean pluginUpload() {
    return true;
  }

  @Override
  public boolean trustsProxy(InetAddress address) {
    return trustedProxies.stream().anyMatch(range -> range.contains(address));
  }
}
