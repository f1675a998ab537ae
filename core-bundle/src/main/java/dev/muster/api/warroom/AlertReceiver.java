package dev.muster.api.warroom;

import dev.muster.api.Caller;
import dev.muster.spi.Secret;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Takes alerts in. */
@ProviderType
public interface AlertReceiver {
  /** The largest body, in bytes. */
  int MAX_BODY = 10_000_000;

  /**
   * What can be sent now.
   *
   * @return the product's own formats, and those of others in the order of ids
   */
  List<AlertFormat> formats();

  /**
   * The media types in which a format can be sent.
   *
   * @param format its id, however odd
   * @return the types; empty if nobody reads that format now
   * @throws dev.muster.api.ProblemException {@code UNAVAILABLE} if whoever reads it does not say in
   *     time: later it may
   */
  Set<String> mediaTypes(String format);

  /**
   * Whether a key is one of an intake. Takes as long for a wrong one as for a right one; too many
   * wrong ones make the address wait that they come from, never whoever has a right one.
   *
   * @param caller the address and the correlation id; the actor is not used
   * @param tenant the tenant's id, however odd
   * @param key what was presented, however odd
   * @return the intake's id
   * @throws dev.muster.api.ProblemException {@code UNAUTHENTICATED}, {@code THROTTLED}
   */
  String admit(Caller caller, String tenant, Secret key);

  /**
   * Stores what was sent, and has it routed soon after.
   *
   * @param caller from where
   * @param tenant the tenant's id
   * @param intake the intake's id, of {@link #admit}
   * @param content what was sent
   * @return what was stored; by then it survives the loss of power
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND} if nobody reads the format any more,
   *     {@code MALFORMED}, {@code TOO_LARGE}, {@code UNSUPPORTED_MEDIA_TYPE}; {@code UNAVAILABLE}
   *     if too much waits to be routed, or the format of a bundle does not answer in time; what
   *     reading the body throws
   */
  Receipt receive(Caller caller, String tenant, String intake, Content content);

  /**
   * What was sent.
   *
   * @param format how it is written
   * @param headers its headers
   * @param body read to its end, or not where it is refused
   */
  record Content(AlertFormat format, Headers headers, InputStream body) {}

  /** Headers of a request. */
  @FunctionalInterface
  interface Headers {
    /**
     * A header that has one value.
     *
     * @param name its name, in lower case
     * @return the value, or empty
     */
    Optional<String> value(String name);
  }

  /**
   * What was stored.
   *
   * @param alerts how many alerts
   * @param key what a later message about the same names, where it was one alert of a format that
   *     has such a key
   */
  record Receipt(int alerts, Optional<String> key) {}
}
