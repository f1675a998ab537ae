package dev.muster.web.api;

import dev.muster.api.PluginChanges;
import dev.muster.api.Plugins;
import dev.muster.api.Plugins.Plugin;
import dev.muster.api.Plugins.PluginProblem;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.web.http.Language;
import dev.muster.web.http.Limits;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /plugins}: the bundles that were dropped in. */
@Component
public final class PluginsApi implements Routes {
  private static final String ALL = "/plugins";
  private static final String ONE = "/plugins/{symbolicName}";
  private static final List<String> JAR =
      List.of("application/java-archive", "application/octet-stream");

  private final Guard guard;
  private final Plugins plugins;
  private final PluginChanges changes;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param plugins what there is
   * @param changes what can be done with it
   */
  @Activate
  public PluginsApi(
      @Reference Guard guard, @Reference Plugins plugins, @Reference PluginChanges changes) {
    this.guard = guard;
    this.plugins = plugins;
    this.changes = changes;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        guard.route("GET", ALL, Right.GOVERN, this::list),
        guard.route("POST", ALL, Right.GOVERN, this::install).upTo(Limits.PLUGIN_BYTES),
        guard.route("GET", ONE, Right.GOVERN, this::get),
        guard.route("POST", ONE + "/stop", Right.GOVERN, this::stop),
        guard.route("POST", ONE + "/start", Right.GOVERN, this::start),
        guard.route("DELETE", ONE, Right.GOVERN, this::delete));
  }

  private Response list(Call call) {
    Language language = call.request().language();
    return Listing.answer(
            Listing.of(call.request()).of(plugins.list(), Plugin::symbolicName),
            plugin -> PluginView.of(plugin, language))
        .in(language);
  }

  private Response install(Call call) {
    return shown(call, changes.install(call.caller(), call.request().upload(JAR)));
  }

  private Response get(Call call) {
    return shown(
        call,
        plugins
            .find(call.path("symbolicName"))
            .orElseThrow(() -> ProblemException.notFound(Resource.PLUGIN)));
  }

  private Response stop(Call call) {
    call.request().noBody();
    return shown(call, changes.stop(call.caller(), call.path("symbolicName")));
  }

  private Response start(Call call) {
    call.request().noBody();
    return shown(call, changes.start(call.caller(), call.path("symbolicName")));
  }

  private Response delete(Call call) {
    call.request().noBody();
    changes.delete(call.caller(), call.path("symbolicName"));
    return Response.empty(204);
  }

  private static Response shown(Call call, Plugin plugin) {
    Language language = call.request().language();
    return Response.json(200, PluginView.of(plugin, language)).in(language);
  }

  private record PluginView(
      String symbolicName,
      Optional<String> version,
      String state,
      List<String> files,
      List<String> services,
      List<String> platforms,
      List<ProblemView> problems) {
    static PluginView of(Plugin plugin, Language language) {
      return new PluginView(
          plugin.symbolicName(),
          plugin.version(),
          plugin.state().name().toLowerCase(Locale.ROOT),
          plugin.files(),
          plugin.services(),
          plugin.platforms(),
          plugin.problems().stream().map(problem -> ProblemView.of(problem, language)).toList());
    }
  }

  private record ProblemView(String file, Optional<String> version, String code, String message) {
    static ProblemView of(PluginProblem problem, Language language) {
      return new ProblemView(
          problem.file(), problem.version(), problem.code(), language.of(problem.message()));
    }
  }
}
