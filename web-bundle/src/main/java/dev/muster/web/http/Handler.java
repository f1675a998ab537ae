package dev.muster.web.http;

/** Answers the requests of a route. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers a request, on the thread of its connection.
   *
   * @param request the request
   * @return the answer
   * @throws dev.muster.api.ProblemException for everything that the caller can be told; anything
   *     else that is thrown is logged and told as an internal problem
   */
  Response handle(Request request);
}
