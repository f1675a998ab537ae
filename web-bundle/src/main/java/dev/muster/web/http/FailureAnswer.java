package dev.muster.web.http;

/** How a family of routes tells of failures: as a problem document, as OAuth does, as a page. */
@FunctionalInterface
public interface FailureAnswer {
  /**
   * Makes the answer. Headers that every failure has ({@code Retry-After}, {@code Allow}) are added
   * afterwards.
   *
   * @param request what was asked; its path parameters are absent where no route matched
   * @param failure what went wrong
   * @return the answer
   */
  Response answer(Request request, Failure failure);
}
