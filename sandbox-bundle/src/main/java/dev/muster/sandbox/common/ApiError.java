package dev.muster.sandbox.common;

/** A refusal that ends a call of a server API. */
public final class ApiError extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String text;
  private final String missing;

  /**
   * Refuses.
   *
   * @param code the platform's error code
   * @param text what it says
   */
  public ApiError(String code, String text) {
    this(code, text, "");
  }

  /**
   * Refuses for want of a permission.
   *
   * @param code the platform's error code
   * @param text what it says
   * @param missing the permission, or empty
   */
  public ApiError(String code, String text, String missing) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
    this.missing = missing;
  }

  /** {@return the platform's error code} */
  public String code() {
    return code;
  }

  /** {@return what it says} */
  public String text() {
    return text;
  }

  /** {@return the permission that is missing, or empty} */
  public String missing() {
    return missing;
  }
}
