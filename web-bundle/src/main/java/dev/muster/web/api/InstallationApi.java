package dev.muster.web.api;

import dev.muster.api.Installation;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /installation}: what everybody who manages may know of the installation as a whole. */
@Component
public final class InstallationApi implements Routes {
  private static final List<String> LANGUAGES = List.of("en", "zh-CN");

  private final Guard guard;
  private final Response shown;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param installation settings
   */
  @Activate
  public InstallationApi(@Reference Guard guard, @Reference Installation installation) {
    this.guard = guard;
    this.shown =
        Response.json(
            200,
            new InstallationView(
                installation.version(),
                installation.publicUrl(),
                installation.outgoingAddress(),
                installation.pluginUpload(),
                installation.passwordMinLength(),
                installation.demo(),
                LANGUAGES));
  }

  @Override
  public List<Route> routes() {
    return List.of(guard.route("GET", "/installation", Right.READ, call -> shown));
  }

  private record InstallationView(
      String version,
      URI publicUrl,
      Optional<String> outgoingAddress,
      boolean pluginUpload,
      int passwordMinLength,
      boolean demo,
      List<String> languages) {}
}
