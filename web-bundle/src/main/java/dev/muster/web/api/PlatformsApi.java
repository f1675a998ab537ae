package dev.muster.web.api;

import dev.muster.api.Installation;
import dev.muster.api.Platforms;
import dev.muster.api.Platforms.Platform;
import dev.muster.api.ProblemException;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.web.api.PlatformUrls.UrlsView;
import dev.muster.web.api.Views.Localized;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /platforms}: what the installed bundles offer. */
@Component
public final class PlatformsApi implements Routes {
  private final Guard guard;
  private final Platforms platforms;
  private final PlatformUrls urls;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param platforms what there is
   * @param installation the public address
   */
  @Activate
  public PlatformsApi(
      @Reference Guard guard,
      @Reference Platforms platforms,
      @Reference Installation installation) {
    this.guard = guard;
    this.platforms = platforms;
    this.urls = new PlatformUrls(installation, platforms);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.route("GET", "/platforms", Right.READ, this::list),
        guard.route("GET", "/platforms/{platform}", Right.READ, this::get));
  }

  private Response list(Call call) {
    return Listing.answer(
        Listing.of(call.request()).of(platforms.list(), Platform::id), this::view);
  }

  private Response get(Call call) {
    return Response.json(
        200,
        platforms
            .find(call.path("platform"))
            .map(this::view)
            .orElseThrow(() -> ProblemException.notFound("platform")));
  }

  private PlatformView view(Platform platform) {
    return PlatformView.of(platform, urls.templates(platform));
  }

  private record PlatformView(
      String id,
      Localized displayName,
      Optional<String> icon,
      boolean available,
      Optional<BundleView> bundle,
      List<FieldView> fields,
      List<FieldView> sourceFields,
      List<String> methods,
      boolean directory,
      List<String> callbackFields,
      UrlsView urls) {
    static PlatformView of(Platform platform, UrlsView urls) {
      Optional<PlatformDescriptor> known = platform.descriptor();
      return new PlatformView(
          platform.id(),
          known
              .map(PlatformDescriptor::displayName)
              .map(Localized::of)
              .orElseGet(() -> new Localized(platform.id(), platform.id())),
          known.flatMap(PlatformDescriptor::icon),
          platform.available(),
          platform.bundleName().isEmpty()
              ? Optional.empty()
              : Optional.of(new BundleView(platform.bundleName(), platform.bundleVersion())),
          known.map(PlatformDescriptor::bindingFields).map(FieldView::all).orElseGet(List::of),
          known.map(PlatformDescriptor::sourceFields).map(FieldView::all).orElseGet(List::of),
          known.stream()
              .flatMap(descriptor -> descriptor.signIn().stream())
              .flatMap(signIn -> signIn.methods().stream())
              .sorted()
              .map(SignInMethod::id)
              .toList(),
          known.flatMap(PlatformDescriptor::directory).isPresent(),
          known.stream()
              .flatMap(descriptor -> descriptor.webhooks().stream())
              .flatMap(webhooks -> webhooks.secretFields().stream())
              .sorted()
              .toList(),
          urls);
    }
  }

  private record BundleView(String name, String version) {}

  private record FieldView(
      String name,
      String type,
      Localized label,
      Localized help,
      Optional<String> helpUrl,
      boolean secret,
      boolean required,
      boolean identifying,
      Optional<String> pattern,
      Optional<List<ChoiceView>> choices,
      Optional<Localized> group) {
    static List<FieldView> all(List<Field> fields) {
      return fields.stream().map(FieldView::of).toList();
    }

    private static FieldView of(Field field) {
      return new FieldView(
          field.name(),
          field.type().name().toLowerCase(Locale.ROOT),
          Localized.of(field.label()),
          Localized.of(field.help()),
          field.helpUrl().map(Object::toString),
          field.secret(),
          field.required(),
          field.identifying(),
          field.pattern(),
          field.choices().isEmpty()
              ? Optional.empty()
              : Optional.of(field.choices().stream().map(ChoiceView::of).toList()),
          field.group().map(Localized::of));
    }
  }

  private record ChoiceView(String value, Localized label) {
    static ChoiceView of(Field.Choice choice) {
      Text label = choice.label();
      return new ChoiceView(choice.value(), Localized.of(label));
    }
  }
}
