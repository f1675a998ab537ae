package dev.muster.spi;

/** How a person comes in. */
public enum SignInMethod {
  /** In any browser, by the platform's sign-in page (a code to scan, or its desktop client). */
  BROWSER("browser"),
  /** Inside the platform's own client, without a click. */
  IN_APP("in-app"),
  /** From a native app that calls the platform's SDK and hands over the code it got. */
  MOBILE("mobile");

  /** What the API calls it. */
  private final String id;

  SignInMethod(String id) {
    this.id = id;
  }

  /**
   * What the API calls it.
   *
   * @return the id
   */
  public String id() {
    return id;
  }
}
