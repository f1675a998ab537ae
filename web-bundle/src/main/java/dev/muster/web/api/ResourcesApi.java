package dev.muster.web.api;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.Resources;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The routes by which what a tenant has several of is listed, made, read, changed and deleted.
 *
 * @param <T> one of them
 * @param <S> its settings
 */
abstract class ResourcesApi<T, S> {
  private final Guard guard;
  private final String all;
  private final String parameter;
  private final Resource resource;
  private final Resources<T, S> service;

  /**
   * Makes them.
   *
   * @param guard who may call
   * @param all the path of all of them below the tenant, as in {@code rotas}
   * @param parameter what the id is called in the path of one
   * @param resource what is not found
   * @param service what does it
   */
  ResourcesApi(
      Guard guard, String all, String parameter, Resource resource, Resources<T, S> service) {
    this.guard = guard;
    this.all = all;
    this.parameter = parameter;
    this.resource = resource;
    this.service = service;
  }

  /** Reads settings as a call sent them. */
  abstract Function<JsonObject, S> reader(Call call);

  /** Shows settings as {@link #reader} reads them. */
  abstract Object settingsView(S settings);

  abstract Object view(T one);

  abstract String id(T one);

  /** Shows one of a list. */
  Object listed(Call call, T one) {
    return view(one);
  }

  /** A route below that of all of them. */
  final Route route(String method, String below, Right right, Endpoint endpoint) {
    return guard.tenantRoute(method, "/" + all + below, right, endpoint);
  }

  /** All routes, with what only these resources have. */
  final List<Route> routesWith(Route... more) {
    String one = "/{" + parameter + "}";
    return Stream.concat(
            Stream.of(
                route("GET", "", Right.READ, this::list),
                route("POST", "", Right.RESPOND, this::create),
                route("GET", one, Right.READ, this::get),
                route("PATCH", one, Right.RESPOND, this::change),
                route("DELETE", one, Right.RESPOND, this::delete)),
            Stream.of(more))
        .toList();
  }

  /** Shows a page of them. */
  Response list(Call call) {
    Listing listing = Listing.of(call.request());
    return Listing.versioned(
        service.list(call.tenant(), listing.limit(), listing.after()), one -> listed(call, one));
  }

  private Response create(Call call) {
    JsonObject body = call.request().json();
    S settings = reader(call).apply(body);
    body.end();
    Versioned<T> made = service.create(call.caller(), call.tenant(), settings);
    return Etags.created(
        made, view(made.value()), Inputs.location("tenants", call.tenant(), all, id(made.value())));
  }

  private Response get(Call call) {
    return shown(
        service
            .find(call.tenant(), call.path(parameter))
            .orElseThrow(() -> ProblemException.notFound(resource)));
  }

  private Response change(Call call) {
    JsonObject patch = call.request().mergePatch();
    patch.immutable("id");
    patch.immutable("createdAt");
    patch.immutable("etag");
    Function<JsonObject, S> reader = reader(call);
    return shown(
        service.change(
            call.caller(),
            call.tenant(),
            call.path(parameter),
            present -> patch.appliedTo(settingsView(present), reader),
            Etags.expected(call.request())));
  }

  private Response delete(Call call) {
    call.request().noBody();
    service.delete(
        call.caller(), call.tenant(), call.path(parameter), Etags.expected(call.request()));
    return Response.empty(204);
  }

  private Response shown(Versioned<T> one) {
    return Etags.ok(one, view(one.value()));
  }
}
