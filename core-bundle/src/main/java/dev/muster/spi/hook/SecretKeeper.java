package dev.muster.spi.hook;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Holds the key that the installation's master keys are wrapped with, in a key management service
 * or a hardware module. A hook: the setting {@code secrets.keeper} names the one that is used; of
 * two with the same name the one with the higher service ranking is asked.
 *
 * <p>The file of the master keys then holds only what a keeper has wrapped. The product asks to
 * unwrap at its start and when that file has changed, and keeps what it gets in memory: a keeper
 * that goes later stops nothing until the next start.
 *
 * @apiNote It fails closed: until the keeper is there and answers, the product is not ready, and
 *     every use of a secret is refused. Whatever else is unwrapped than what was wrapped is noticed
 *     and not used.
 */
@ConsumerType
public interface SecretKeeper {
  /** The most bytes of a wrapped key. */
  int MAX_WRAPPED = 8192;

  /**
   * What the setting {@code secrets.keeper} calls it.
   *
   * @implSpec The same at every call, without blocking.
   * @return {@code [a-z][a-z0-9-]{0,30}}; written into the file beside each key, so it never
   *     changes
   */
  String name();

  /**
   * Wraps a key.
   *
   * @implSpec Called by many threads at once. May block for up to 5 s; then the thread is
   *     interrupted. Whatever is thrown is logged, and the key is not stored. Bind the result to
   *     the id where the service can (as additional data, an encryption context), so that it cannot
   *     be unwrapped as another.
   * @param keyId the id of the key, {@code [A-Za-z0-9_-]{1,32}}
   * @param key its 32 bytes; not to be kept
   * @return what {@link #unwrap} makes the key of, at most {@link #MAX_WRAPPED} bytes
   */
  byte[] wrap(String keyId, byte[] key);

  /**
   * Unwraps a key.
   *
   * @implSpec As {@link #wrap}. Throw for anything that was not wrapped so for this id.
   * @param keyId the id of the key
   * @param wrapped what {@link #wrap} returned for it, perhaps years ago
   * @return the key's 32 bytes
   */
  byte[] unwrap(String keyId, byte[] wrapped);
}
