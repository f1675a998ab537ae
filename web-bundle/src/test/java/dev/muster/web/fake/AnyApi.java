package dev.muster.web.fake;

import dev.muster.web.http.Failures;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;

/** Stands for the management API where that is not assembled: all of it is missing else, 503. */
public final class AnyApi implements Routes {
  @Override
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/api/any", Failures::problemDocument, request -> Response.empty(204)));
  }
}
