package dev.muster.web.api;

import dev.muster.api.IdentitySource;
import dev.muster.api.Installation;
import dev.muster.api.Platforms;
import dev.muster.api.Platforms.Platform;
import dev.muster.api.TenantUrls;
import dev.muster.spi.platform.PlatformDescriptor;
import java.util.List;
import java.util.Optional;

/** Our addresses, as they are entered in the console of a platform. */
final class PlatformUrls {
  private final Installation installation;
  private final Platforms platforms;

  PlatformUrls(Installation installation, Platforms platforms) {
    this.installation = installation;
    this.platforms = platforms;
  }

  /**
   * What is shown of them.
   *
   * @param events empty where the platform sends none
   */
  record UrlsView(
      String issuer, Optional<String> events, List<String> redirect, String trustedDomain) {}

  /** The addresses of a tenant's app, or of one of its sources. */
  UrlsView of(String tenant, String platform, List<IdentitySource> sources) {
    return view(tenant, platform, sources.stream().map(IdentitySource::id).toList());
  }

  /** The addresses of what is not there yet, with placeholders for tenant and source. */
  UrlsView templates(Platform platform) {
    boolean signsIn = platform.descriptor().flatMap(PlatformDescriptor::signIn).isPresent();
    return view("{tenant}", platform.id(), signsIn ? List.of("{source}") : List.of());
  }

  private UrlsView view(String tenant, String platform, List<String> sources) {
    TenantUrls urls = new TenantUrls(installation.publicUrl(), tenant);
    return new UrlsView(
        urls.issuer(),
        platforms
            .find(platform)
            .flatMap(Platform::descriptor)
            .flatMap(PlatformDescriptor::webhooks)
            .map(webhooks -> urls.events(platform)),
        sources.stream().map(urls::callback).toList(),
        urls.trustedDomain());
  }
}
