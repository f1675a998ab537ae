package dev.muster.web.http;

import dev.muster.api.Installation;
import dev.muster.api.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What answers requests, without a socket. */
public final class TestServer {
  private final Dispatcher dispatcher;

  public TestServer(Installation installation, Metrics metrics, Routes... routes) {
    dispatcher = new Dispatcher(installation, metrics, Limits.REQUEST_TIME);
    List<Routes> all = new ArrayList<>(List.of(routes));
    if (all.stream().allMatch(it -> it.tenants().isEmpty())) {
      all.add(new AnyTenant());
    }
    dispatcher.route(new Router(all));
  }

  /** For tests that are not about tenants. */
  private record AnyTenant() implements Routes {
    @Override
    public List<Route> routes() {
      return List.of();
    }

    @Override
    public Optional<Predicate<String>> tenants() {
      return Optional.of(id -> true);
    }
  }

  /** What is answered before the body is waited for, if anything is. */
  public Optional<Response> refusal(Incoming request) {
    return dispatcher.checks(request)
        ? dispatcher.refusal(request, dispatcher.deadline())
        : Optional.empty();
  }

  /** Whether it is worked on with few others. */
  public boolean isLarge(Incoming request) {
    return dispatcher.isLarge(request);
  }

  /** How much of the body is waited for. */
  int bodyBytes(Incoming request) {
    return dispatcher.bodyBytes(request);
  }

  public Response answer(Incoming request) {
    return dispatcher.dispatch(request, dispatcher.deadline());
  }
}
