package dev.muster.sandbox.wechatwork;

/** An error code that ends a call. */
final class ApiError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int errcode;

  ApiError(int errcode, String errmsg) {
    super(errmsg, null, false, false);
    this.errcode = errcode;
  }

  int errcode() {
    return errcode;
  }
}
