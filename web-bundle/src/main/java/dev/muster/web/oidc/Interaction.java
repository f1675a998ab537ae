package dev.muster.web.oidc;

import dev.muster.web.http.Failure;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;

/** What authorize does not do itself: everything that a person sees. */
public interface Interaction {
  /**
   * Somebody has to sign in.
   *
   * @param request what the browser sent
   * @param tenant the tenant's id
   * @param authorize what the client asks
   * @return the next step: a platform's sign-in page, or ours
   */
  Response signIn(Request request, String tenant, AuthorizeRequest authorize);

  /**
   * Somebody who is signed in has to consent to what the client asks for.
   *
   * @param request what the browser sent
   * @param tenant the tenant's id
   * @param authorize what the client asks
   * @param held their session
   * @return a page that asks
   */
  Response consent(
      Request request, String tenant, AuthorizeRequest authorize, BrowserSessions.Held held);

  /**
   * The client gets its answer.
   *
   * @param request what the browser sent
   * @param tenant the tenant's id
   * @param answer the answer to the client
   * @return what brings the answer to it
   */
  Response answer(Request request, String tenant, AuthorizeAnswer answer);

  /**
   * A request of which nobody but the person can be told that it is wrong.
   *
   * @param request what the browser sent
   * @param tenant the tenant's id
   * @param reason what is wrong
   * @return a page
   */
  Response untrusted(Request request, String tenant, AuthorizeRequests.Reason reason);

  /**
   * Something went wrong, and a person is to be told.
   *
   * @param request what the browser sent
   * @param failure what went wrong
   * @return a page
   */
  Response failure(Request request, Failure failure);
}
