package dev.muster.web.signin;

import com.sun.net.httpserver.HttpServer;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Shows the pages in a browser, with a platform whose sign-in page is skipped: {@code main} prints
 * an address for each.
 */
final class PageServer {
  private PageServer() {}

  public static void main(String[] arguments) throws IOException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    String address = "http://localhost:" + http.getAddress().getPort();
    Gateway gateway = new Gateway(address);
    gateway.source(Gateway.TENANT, "ding", "DingTalk", "ding");
    gateway.source(Gateway.TENANT, "lark", "飞书 Lark", "lark");
    gateway.core.platforms.takeAway("lark");
    http.createContext(
        "/",
        exchange -> {
          URI uri = exchange.getRequestURI();
          TestRequest request =
              TestRequest.of(
                  exchange.getRequestMethod(),
                  uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
          request.stream("x/x", exchange.getRequestBody());
          Response response = gateway.server.answer(request);
          for (Response.Header header : response.headers()) {
            exchange.getResponseHeaders().add(header.name(), back(gateway, header, address));
          }
          if (!response.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", response.contentType());
          }
          exchange.sendResponseHeaders(
              response.status(), response.body().length == 0 ? -1 : response.body().length);
          exchange.getResponseBody().write(response.body());
          exchange.close();
        });
    http.start();
    System.out.println(address + "/t/" + Gateway.TENANT + "/login");
  }

  /** The platforms send everybody back at once: one with somebody, the other with a stranger. */
  private static String back(Gateway gateway, Response.Header header, String address) {
    String at = "https://platform.example/authorize?";
    if (!header.name().equals("Location") || !header.value().startsWith(at)) {
      return header.value();
    }
    int last = gateway.signIns.begins().size() - 1;
    String source = gateway.signIns.begins().get(last).source();
    String code = source.equals("wecom") ? "code=ok-alice" : "authCode=refuse-NOT_IN_RANGE";
    String callback = "/t/" + Gateway.TENANT + "/login/" + source + "/callback?" + code + "&";
    return address + callback + header.value().substring(at.length());
  }
}
