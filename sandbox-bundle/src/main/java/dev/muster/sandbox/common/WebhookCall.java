package dev.muster.sandbox.common;

import java.util.Map;

/**
 * What a platform sends to a webhook address, before it is known where that is.
 *
 * @param method the HTTP method
 * @param query the query's parameters, not encoded
 * @param headers values by name
 * @param body the body, empty with GET; not to be changed
 */
public record WebhookCall(
    String method, Map<String, String> query, Map<String, String> headers, byte[] body) {
  /** Copies the maps. */
  public WebhookCall {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }
}
