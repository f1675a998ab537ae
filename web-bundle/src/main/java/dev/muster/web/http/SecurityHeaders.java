package dev.muster.web.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What every answer says to a browser, unless the answer says it itself. */
final class SecurityHeaders {
  private static final String CSP = "Content-Security-Policy";
  private static final Response.Header NO_CONTENT =
      new Response.Header(
          CSP, "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'");
  private static final Response.Header NO_STORE = new Response.Header("Cache-Control", "no-store");

  private final List<Response.Header> always;

  SecurityHeaders(URI publicUrl) {
    List<Response.Header> headers = new ArrayList<>();
    headers.add(new Response.Header("X-Content-Type-Options", "nosniff"));
    headers.add(new Response.Header("Referrer-Policy", "no-referrer"));
    headers.add(new Response.Header("X-Frame-Options", "DENY"));
    if ("https".equalsIgnoreCase(publicUrl.getScheme())) {
      headers.add(new Response.Header("Strict-Transport-Security", "max-age=31536000"));
    }
    always = List.copyOf(headers);
  }

  Response apply(Response response, String correlationId) {
    List<Response.Header> headers = new ArrayList<>(response.headers().size() + 8);
    headers.addAll(response.headers());
    headers.addAll(always);
    headers.add(new Response.Header(CorrelationIds.HEADER, correlationId));
    if (!response.has(CSP)) {
      headers.add(NO_CONTENT);
    }
    if (!response.has("Cache-Control")) {
      headers.add(NO_STORE);
    }
    return response.withHeaders(headers);
  }
}
