package dev.muster.sandbox.dingtalk;

/** A refusal that ends a call. */
final class ApiError extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;
  private final String permission;

  ApiError(Refusal refusal) {
    this(refusal, "");
  }

  /**
   * Makes one.
   *
   * @param refusal what is refused
   * @param permission the permission that is missing, or empty
   */
  ApiError(Refusal refusal, String permission) {
    super(refusal.text(), null, false, false);
    this.refusal = refusal;
    this.permission = permission;
  }

  Refusal refusal() {
    return refusal;
  }

  String permission() {
    return permission;
  }
}
