package dev.muster.web.console;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.web.http.ContentEncoding;
import dev.muster.web.http.Failures;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/**
 * {@code /console/}: one page for every address, since the addresses are the page's own, and the
 * files that it loads. These have their digest in their name, so browsers may keep them for good;
 * the page is written anew for every answer, with the nonce that allows the styles it makes.
 */
@Component
public final class ConsoleRoutes implements Routes {
  private static final URI START = URI.create("/console/");

  /** What the build of the console names its files. */
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2");

  /** What a file ends with that is encoded so, in the order in which they are preferred. */
  private static final List<Map.Entry<String, String>> CODINGS =
      List.of(Map.entry("br", ".br"), Map.entry("gzip", ".gz"));

  private static final String NONCE = "NONCE";
  private static final int NONCE_BYTES = 18;

  private final SecureRandom random = new SecureRandom();
  private final String page;

  /** Each file, as far as somebody asked for it; as many as the build has made. */
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** Reads the page. */
  public ConsoleRoutes() {
    page =
        new String(
            read("index.html")
                .orElseThrow(() -> new IllegalStateException("The bundle lacks the console")),
            StandardCharsets.UTF_8);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/console", Failures::problemDocument, request -> Response.seeOther(START)),
        Route.of("GET", "/console/assets/{file}", Failures::problemDocument, this::asset),
        Route.of("GET", "/console/{path...}", Failures::problemDocument, request -> page()));
  }

  private Response page() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return Response.text(200, Response.HTML, page.replace(NONCE, nonce))
        .with(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
                + nonce
                + "'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action"
                + " 'none'; base-uri 'none'; frame-ancestors 'none'");
  }

  private Response asset(Request request) {
    String name = request.path("file");
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    Optional<byte[]> plain = type == null ? Optional.empty() : file(name);
    if (plain.isEmpty()) {
      throw ProblemException.notFound(Resource.FILE);
    }
    Response response =
        new Response(200, List.of(), String.valueOf(type), plain.get())
            .with("Cache-Control", "public, max-age=31536000, immutable")
            .with("Vary", "Accept-Encoding");
    List<String> accepted = request.header("Accept-Encoding").stream().toList();
    for (Map.Entry<String, String> coding : CODINGS) {
      if (ContentEncoding.takes(accepted, coding.getKey())) {
        Optional<byte[]> encoded = file(name + coding.getValue());
        if (encoded.isPresent()) {
          return response.encoded(coding.getKey(), encoded.get());
        }
      }
    }
    return response;
  }

  private Optional<byte[]> file(String name) {
    byte[] known = files.get(name);
    if (known != null || !FILE.matcher(name).matches()) {
      return Optional.ofNullable(known);
    }
    Optional<byte[]> found = read("assets/" + name);
    found.ifPresent(bytes -> files.put(name, bytes));
    return found;
  }

  private static Optional<byte[]> read(String name) {
    try (InputStream in = ConsoleRoutes.class.getResourceAsStream("dist/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
