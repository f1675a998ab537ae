package dev.muster.web.http;

/** What stands before a {@code GET} that has an effect. */
public final class Effects {
  private static final Response LOOKED = Response.empty(200);

  /** A browser drops it and asks again when the person comes. */
  private static final Response NOT_AHEAD = Response.empty(503);

  private Effects() {}

  /**
   * Lets nothing happen for a request behind which nobody is: a mail scanner's {@code HEAD}, a
   * browser's prefetch.
   *
   * @param handler what has an effect
   * @return what has none then
   */
  public static Handler onlyWhenMeant(Handler handler) {
    return request -> {
      if (!request.onlyLooks()) {
        return handler.handle(request);
      }
      return request.isHead() ? LOOKED : NOT_AHEAD;
    };
  }
}
