package dev.muster.spi.platform;

import java.util.Map;

/**
 * A webhook request as it came.
 *
 * @param method the HTTP method
 * @param query the query's parameters, decoded
 * @param headers values by name in lower case
 * @param body the whole body, at most 256 KiB
 */
public record WebhookRequest(
    String method, Map<String, String> query, Map<String, String> headers, byte[] body) {
  /** Copies the maps. */
  public WebhookRequest {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }
}
