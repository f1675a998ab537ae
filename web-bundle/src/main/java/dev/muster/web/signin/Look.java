package dev.muster.web.signin;

import dev.muster.api.Branding;
import dev.muster.api.Color;
import dev.muster.spi.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a page of a tenant looks.
 *
 * @param name whose page it is
 * @param logo the address of the logo
 * @param theme which of the colours count
 * @param colors the address of the style sheet with the tenant's colours
 * @param links what is linked to at the foot
 */
record Look(
    String name,
    Optional<String> logo,
    Assets.Theme theme,
    Optional<String> colors,
    List<Link> links) {
  /** An address that people may want to read at any page. */
  record Link(Text label, String href) {}

  static Look of(String tenant, Branding branding) {
    return of(branding, logo(tenant, branding), Assets.Theme.SYSTEM);
  }

  static Look of(Branding branding, Optional<String> logo, Assets.Theme theme) {
    Palette palette = Palette.of(branding);
    Color light = theme == Assets.Theme.DARK_ONLY ? palette.dark() : palette.light();
    Color dark = theme == Assets.Theme.LIGHT ? palette.light() : palette.dark();
    boolean own = branding.primaryColor().isPresent() || branding.darkPrimaryColor().isPresent();
    List<Link> links = new ArrayList<>();
    branding.privacyUrl().ifPresent(url -> links.add(new Link(Messages.PRIVACY, url.toString())));
    branding.termsUrl().ifPresent(url -> links.add(new Link(Messages.TERMS, url.toString())));
    branding.supportUrl().ifPresent(url -> links.add(new Link(Messages.SUPPORT, url.toString())));
    return new Look(
        branding.displayName(),
        logo,
        theme,
        own ? Optional.of(Assets.colorsPath(light, dark)) : Optional.empty(),
        List.copyOf(links));
  }

  private static Optional<String> logo(String tenant, Branding branding) {
    return branding.logo().map(digest -> "/t/" + tenant + "/logo/" + digest);
  }
}
