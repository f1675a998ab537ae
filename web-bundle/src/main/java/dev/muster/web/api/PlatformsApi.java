package dev.muster.web.api;

import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.Installation;
import dev.muster.api.Platforms;
import dev.muster.api.Platforms.Platform;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SetupItem;
import dev.muster.spi.platform.SetupItem.OwnAddress;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInAbility.ContactField;
import dev.muster.web.api.PlatformUrls.UrlsView;
import dev.muster.web.api.Views.Localized;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
            .orElseThrow(() -> ProblemException.notFound(Resource.PLATFORM)));
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
      Map<String, List<String>> vouches,
      boolean directory,
      boolean messages,
      Optional<Localized> groups,
      List<String> callbackFields,
      List<SetupItemView> setup,
      UrlsView urls) {
    static PlatformView of(Platform platform, UrlsView urls) {
      Optional<PlatformDescriptor> known = platform.descriptor();
      Set<SignInMethod> methods =
          known.flatMap(PlatformDescriptor::signIn).map(SignInAbility::methods).orElseGet(Set::of);
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
          known.map(PlatformDescriptor::sourceFields).orElseGet(List::of).stream()
              .map(field -> FieldView.of(field, Optional.of(ids(field.methods(), methods))))
              .toList(),
          ids(methods, methods),
          known.flatMap(PlatformDescriptor::signIn).map(PlatformView::vouches).orElseGet(Map::of),
          known.flatMap(PlatformDescriptor::directory).isPresent(),
          known.flatMap(PlatformDescriptor::messages).isPresent(),
          known
              .flatMap(PlatformDescriptor::directory)
              .flatMap(DirectoryAbility::groups)
              .map(Localized::of),
          known.stream()
              .flatMap(descriptor -> descriptor.webhooks().stream())
              .flatMap(webhooks -> webhooks.secretFields().stream())
              .sorted()
              .toList(),
          known.map(PlatformDescriptor::setup).orElseGet(List::of).stream()
              .map(item -> SetupItemView.of(item, ids(item.methods(), methods)))
              .toList(),
          urls);
    }

    /** What names no way in is for every one. */
    private static List<String> ids(Set<SignInMethod> some, Set<SignInMethod> all) {
      return (some.isEmpty() ? all : some).stream().sorted().map(SignInMethod::id).toList();
    }

    /** By way in what is matched with; of others the platform says nothing beforehand. */
    private static Map<String, List<String>> vouches(SignInAbility signIn) {
      Map<String, List<String>> fields = new TreeMap<>();
      signIn
          .vouchedFor()
          .forEach(
              (method, vouched) ->
                  fields.put(
                      method.id(),
                      Arrays.stream(MatchField.values())
                          .filter(field -> vouchesFor(field, vouched))
                          .map(MatchField::id)
                          .toList()));
      return fields;
    }

    private static boolean vouchesFor(MatchField field, Set<ContactField> vouched) {
      return switch (field) {
        case EMAIL -> vouched.contains(ContactField.EMAIL);
        case PHONE -> vouched.contains(ContactField.PHONE);
        case USERNAME, EXTERNAL_ID -> true;
      };
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
      Optional<Localized> group,
      Optional<List<String>> methods) {
    static List<FieldView> all(List<Field> fields) {
      return fields.stream().map(field -> of(field, Optional.empty())).toList();
    }

    static FieldView of(Field field, Optional<List<String>> methods) {
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
          field.group().map(Localized::of),
          methods);
    }
  }

  private record SetupItemView(
      String id,
      Localized text,
      Optional<String> helpUrl,
      List<String> methods,
      Optional<String> provenBy,
      Optional<String> enters) {
    static SetupItemView of(SetupItem item, List<String> methods) {
      return new SetupItemView(
          item.id(),
          Localized.of(item.text()),
          item.helpUrl().map(Object::toString),
          methods,
          item.proof(),
          item.enters().map(SetupItemView::where));
    }

    /** By the name that it has in {@code urls} and in {@code /installation}. */
    private static String where(OwnAddress address) {
      return switch (address) {
        case REDIRECT_URLS -> "redirect";
        case EVENTS_URL -> "events";
        case TRUSTED_DOMAIN -> "trustedDomain";
        case OUTGOING_ADDRESS -> "outgoingAddress";
      };
    }
  }

  private record ChoiceView(String value, Localized label) {
    static ChoiceView of(Field.Choice choice) {
      Text label = choice.label();
      return new ChoiceView(choice.value(), Localized.of(label));
    }
  }
}
