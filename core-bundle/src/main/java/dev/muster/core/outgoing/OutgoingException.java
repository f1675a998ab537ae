package dev.muster.core.outgoing;

/**
 * A call brought no answer that can be read. The message is a sentence for an administrator: it
 * names the host and what is wrong, and holds nothing that the other side sent.
 */
public final class OutgoingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Reason {
    /** The address may not be called: it is private, or no {@code https} address. */
    ADDRESS,
    /** The host cannot be found or reached, or broke the connection off. */
    UNREACHABLE,
    /** There is no answer by the deadline. */
    TIMEOUT,
    /** The host does not prove that it is the one of that name (RFC 6125), or speaks no TLS. */
    TLS,
    /** What it answers is no HTTP, or larger than it may be. */
    ANSWER,
    /** Too many calls of this node are under way. */
    BUSY
  }

  private final Reason reason;

  OutgoingException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The same for another thread, whose stack is not of interest there. */
  OutgoingException again() {
    return new OutgoingException(reason, String.valueOf(getMessage()));
  }

  /**
   * What is wrong.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}
