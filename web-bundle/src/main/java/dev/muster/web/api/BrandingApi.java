package dev.muster.web.api;

import dev.muster.api.Branding;
import dev.muster.api.Branding.Settings;
import dev.muster.api.Brandings;
import dev.muster.api.Logo;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.spi.Text;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import dev.muster.web.signin.PagePreview;
import dev.muster.web.signin.Palette;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tenants/{tenant}/branding}, and what the pages would look like. */
@Component
public final class BrandingApi implements Routes {
  private final Guard guard;
  private final Brandings brandings;
  private final PagePreview preview;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param brandings the service
   * @param preview the pages
   */
  @Activate
  public BrandingApi(
      @Reference Guard guard, @Reference Brandings brandings, @Reference PagePreview preview) {
    this.guard = guard;
    this.brandings = brandings;
    this.preview = preview;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.tenantRoute("GET", "/branding", Right.READ, this::get),
        guard.tenantRoute("PUT", "/branding", Right.CHANGE, this::replace),
        guard.tenantRoute("POST", "/branding/preview", Right.CHANGE, this::preview));
  }

  private Response get(Call call) {
    return shown(
        call,
        brandings
            .find(call.tenant())
            .orElseThrow(() -> ProblemException.notFound(Resource.TENANT)));
  }

  private Response replace(Call call) {
    JsonObject body = call.request().json();
    Settings settings = settings(body);
    body.end();
    return shown(
        call,
        brandings.replace(call.caller(), call.tenant(), settings, Etags.expected(call.request())));
  }

  private Response shown(Call call, Versioned<Branding> versioned) {
    Branding branding = versioned.value();
    Language language = call.request().language();
    Optional<Logo> logo = branding.logo().flatMap(digest -> brandings.logo(call.tenant(), digest));
    return Etags.ok(versioned, BrandingView.of(branding, logo, language)).in(language);
  }

  private Response preview(Call call) {
    JsonObject body = call.request().json();
    Settings settings = settings(body.requiredObject("branding"));
    body.required("page");
    Optional<PagePreview.Kind> page =
        Inputs.word(body, "page", PagePreview.Kind.values(), PagePreview.Kind::id);
    body.required("language");
    Optional<Language> language = Inputs.word(body, "language", Language.values(), Language::tag);
    body.required("theme");
    Optional<Theme> theme = Inputs.word(body, "theme", Theme.values(), Theme::id);
    body.end();
    Branding.Draft draft = brandings.draft(call.tenant(), settings);
    String html =
        preview.html(
            call.tenant(),
            draft,
            page.orElseThrow(),
            language.orElseThrow(),
            theme.orElseThrow() == Theme.DARK);
    Language asked = call.request().language();
    return Response.json(200, new PreviewView(html, Warning.of(draft.branding(), asked))).in(asked);
  }

  /** Whether a page is light or dark. */
  private enum Theme {
    LIGHT,
    DARK;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static Settings settings(JsonObject body) {
    Settings settings =
        new Settings(
            body.text("displayName"),
            body.text("logo"),
            body.text("primaryColor"),
            body.text("darkPrimaryColor"),
            body.text("privacyUrl"),
            body.text("termsUrl"),
            body.text("supportUrl"));
    // what was read may be sent back as it is
    boolean unused = body.has("warnings");
    return settings;
  }

  private record PreviewView(String html, List<Warning> warnings) {}

  private record BrandingView(
      String displayName,
      Optional<String> logo,
      String primaryColor,
      String darkPrimaryColor,
      Optional<URI> privacyUrl,
      Optional<URI> termsUrl,
      Optional<URI> supportUrl,
      List<Warning> warnings) {
    static BrandingView of(Branding branding, Optional<Logo> logo, Language language) {
      Palette palette = Palette.of(branding);
      return new BrandingView(
          branding.displayName(),
          logo.map(Logo::dataUri),
          palette.light().hex(),
          palette.dark().hex(),
          branding.privacyUrl(),
          branding.termsUrl(),
          branding.supportUrl(),
          Warning.of(branding, language));
    }
  }

  private record Warning(String field, String code, String message) {
    private static final Text LIGHT =
        new Text(
            "Links in this colour are hard to read on light pages: the contrast is %.1f to 1, and"
                + " 4.5 to 1 is enough. Choose a darker one.",
            "浅色页面上使用此颜色的链接难以辨认：对比度为 %.1f:1，应不低于 4.5:1。请选择更深的颜色。");

    private static final Text DARK =
        new Text(
            "Links in this colour are hard to read on dark pages: the contrast is %.1f to 1, and"
                + " 4.5 to 1 is enough. Choose a lighter one.",
            "深色页面上使用此颜色的链接难以辨认：对比度为 %.1f:1，应不低于 4.5:1。请选择更浅的颜色。");

    static List<Warning> of(Branding branding, Language language) {
      Palette palette = Palette.of(branding);
      List<Warning> warnings = new ArrayList<>();
      add(warnings, "primaryColor", palette.lightContrast(), language.of(LIGHT));
      add(warnings, "darkPrimaryColor", palette.darkContrast(), language.of(DARK));
      return List.copyOf(warnings);
    }

    private static void add(List<Warning> warnings, String field, double contrast, String text) {
      if (contrast < Palette.ENOUGH) {
        // rounded down: 4.46 is not enough, and must not be said to be 4.5
        double shown = Math.floor(contrast * 10) / 10;
        warnings.add(new Warning(field, "low-contrast", String.format(Locale.ROOT, text, shown)));
      }
    }
  }
}
