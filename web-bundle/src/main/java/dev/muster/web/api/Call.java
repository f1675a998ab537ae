package dev.muster.web.api;

import dev.muster.api.Administrators.Principal;
import dev.muster.api.Caller;
import dev.muster.web.http.Request;

/**
 * A request whose sender is known and may do what it asks.
 *
 * @param request the request
 * @param principal who sent it
 * @param caller the same, as the services want it
 * @param tenant the tenant it is about, or the empty string
 */
record Call(Request request, Principal principal, Caller caller, String tenant) {
  /**
   * A parameter of the path.
   *
   * @param name its name
   * @return its value
   */
  String path(String name) {
    return request.path(name);
  }
}
