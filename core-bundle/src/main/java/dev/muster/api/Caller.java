package dev.muster.api;

/**
 * On whose behalf something is done: what an audit event says of it.
 *
 * @param actor {@code admin:alice}, {@code token:<id>}, {@code user:<id>} or {@code system}
 * @param address the network address it came from, or the empty string
 * @param correlationId what joins the answer, the log and the audit event
 */
public record Caller(String actor, String address, String correlationId) {
  /** The product itself. */
  public static final Caller SYSTEM = new Caller("system", "", "");

  /**
   * The same request, on behalf of a user.
   *
   * @param id the user's id
   * @return the caller
   */
  public Caller asUser(String id) {
    return new Caller("user:" + id, address, correlationId);
  }
}
