package dev.muster.web.http;

import dev.muster.api.Installation;
import dev.muster.api.Metrics;
import java.util.List;

/** What answers requests, without a socket. */
public final class TestServer {
  private final Dispatcher dispatcher;

  public TestServer(Installation installation, Metrics metrics, Routes... routes) {
    this(installation, metrics, Limits.IN_FLIGHT, routes);
  }

  TestServer(Installation installation, Metrics metrics, int mostInFlight, Routes... routes) {
    dispatcher = new Dispatcher(installation, metrics, mostInFlight, Limits.REQUEST_TIME);
    dispatcher.route(new Router(List.of(routes)));
  }

  public Response answer(Incoming request) {
    return dispatcher.dispatch(request);
  }
}
