package dev.muster.sandbox;

/** Answers requests without knowing what carries them. Thread-safe; never blocks. */
@FunctionalInterface
public interface SandboxHandler {
  /**
   * Answers a request.
   *
   * @param request the request
   * @return the answer, which may ask to be held back for a while
   */
  SandboxResponse handle(SandboxRequest request);
}
