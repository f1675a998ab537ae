package dev.muster.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.http.Json;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.osgi.service.component.annotations.Component;

/**
 * {@code /openapi.json}: what the API is, for programs; anybody may read it. The resource {@code
 * openapi.json} has what all share; each of its tags names a file in {@code openapi/} with the
 * paths and schemas of one resource.
 */
@Component
public final class OpenApiDocument implements Routes {
  private final Response document;

  /** Reads the document. */
  public OpenApiDocument() {
    document =
        new Response(200, List.of(), Response.JSON, Json.write(assembled()))
            .with("Cache-Control", "public, max-age=300")
            .with("Access-Control-Allow-Origin", "*")
            .compressible();
  }

  /** The whole document. */
  static JsonNode assembled() {
    JsonNode document = part("openapi.json");
    for (JsonNode tag : document.get("tags")) {
      document = Json.merge(document, part("openapi/" + tag.get("name").asText() + ".json"));
    }
    return document;
  }

  static JsonNode part(String name) {
    try (InputStream in =
        Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream(name), name)) {
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Route> routes() {
    return List.of(Guard.open("GET", "/openapi.json", request -> document));
  }
}
