package dev.muster.spi.platform;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** A webhook request as it came. Immutable but for the body. */
@ProviderType
public sealed interface WebhookRequest permits WebhookRecords.RequestRecord {
  /**
   * A request.
   *
   * @param method the HTTP method
   * @param query the query's parameters, decoded
   * @param headers values by name in lower case
   * @param body the whole body, not to be changed
   * @return the request
   */
  static WebhookRequest of(
      String method, Map<String, String> query, Map<String, String> headers, byte[] body) {
    return new WebhookRecords.RequestRecord(method, query, headers, body);
  }

  /** {@return the HTTP method} */
  String method();

  /** {@return the query's parameters, decoded} */
  Map<String, String> query();

  /** {@return values by name in lower case} */
  Map<String, String> headers();

  /** {@return the whole body, at most 256 KiB; not to be changed} */
  byte[] body();
}
