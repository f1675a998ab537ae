package dev.muster.web.api;

import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.osgi.service.component.annotations.Component;

/** {@code /openapi.json}: what the API is, for programs; anybody may read it. */
@Component
public final class OpenApiDocument implements Routes {
  private final Response document;

  /** Reads the document. */
  public OpenApiDocument() {
    try (InputStream in =
        Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream("openapi.json"))) {
      document =
          new Response(200, List.of(), Response.JSON, in.readAllBytes())
              .with("Cache-Control", "public, max-age=300")
              .with("Access-Control-Allow-Origin", "*")
              .compressible();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Route> routes() {
    return List.of(Guard.open("GET", "/openapi.json", request -> document));
  }
}
