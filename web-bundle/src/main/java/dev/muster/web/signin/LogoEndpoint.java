package dev.muster.web.signin;

import dev.muster.api.Brandings;
import dev.muster.api.Logo;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.util.List;

/** A tenant's logo, at an address that changes with it. */
final class LogoEndpoint {
  /**
   * An SVG may hold a script: opened by itself it is shown, and nothing of it runs or is loaded.
   */
  private static final String CSP =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

  private final Brandings brandings;

  LogoEndpoint(Brandings brandings) {
    this.brandings = brandings;
  }

  /** {@code GET /t/{tenant}/logo/{digest}}. */
  Response get(Request request) {
    Logo logo =
        brandings
            .logo(request.path("tenant"), request.path("digest"))
            .orElseThrow(() -> ProblemException.notFound(Resource.FILE));
    return new Response(200, List.of(), logo.mediaType(), logo.bytes())
        .with("Content-Security-Policy", CSP)
        // opened by itself it is no page of ours
        .with("Content-Disposition", "attachment")
        .with("Cache-Control", "public, max-age=31536000, immutable");
  }
}
