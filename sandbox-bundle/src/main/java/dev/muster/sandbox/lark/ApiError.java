package dev.muster.sandbox.lark;

import java.util.List;

/** An error code that ends a call. */
final class ApiError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final int status;

  /** The permissions of which one is missing. */
  private final transient List<String> scopes;

  private ApiError(int code, int status, String message, List<String> scopes) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
    this.scopes = List.copyOf(scopes);
  }

  ApiError(int code, String message) {
    this(code, status(code), message, List.of());
  }

  static ApiError scopeMissing(String... scopes) {
    return new ApiError(
        99991672, 400, "Access denied. One of the scopes is required", List.of(scopes));
  }

  int code() {
    return code;
  }

  /** The HTTP status of the calls that have one beside the code. */
  int status() {
    return status;
  }

  List<String> scopes() {
    return scopes;
  }

  private static int status(int code) {
    return switch (code) {
      case 99991400 -> 429;
      case 40004, 40014 -> 403;
      case 20050, 2200, 5000 -> 500;
      case 20072 -> 503;
      default -> 400;
    };
  }
}
