package dev.muster.web.sdk;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Tenants;
import dev.muster.web.http.Failures;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /t/{tenant}/sdk/}: the SDK for browsers. Its address is written into applications and
 * never changes, so browsers keep it for a day and then ask whether it is still the same; any
 * origin may load it, as a module has to be.
 */
@Component(service = Routes.class)
public final class SdkRoutes implements Routes {
  private final Tenants tenants;
  private final SdkFile script = SdkFile.read("muster.js", "text/javascript;charset=utf-8");
  private final SdkFile types = SdkFile.read("muster.d.ts", "text/plain;charset=utf-8");

  /**
   * Made by Declarative Services; reads the files.
   *
   * @param tenants the tenants
   */
  @Activate
  public SdkRoutes(@Reference Tenants tenants) {
    this.tenants = tenants;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            "GET",
            "/t/{tenant}/sdk/muster.js",
            Failures::problemDocument,
            request -> answer(request, script)),
        Route.of(
            "GET",
            "/t/{tenant}/sdk/muster.d.ts",
            Failures::problemDocument,
            request -> answer(request, types)));
  }

  private Response answer(Request request, SdkFile file) {
    if (tenants.find(request.path("tenant")).isEmpty()) {
      throw ProblemException.notFound(Resource.TENANT);
    }
    return file.isKnown(request) ? file.unchanged() : file.whole();
  }
}
