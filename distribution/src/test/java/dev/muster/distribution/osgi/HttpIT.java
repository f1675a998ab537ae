package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.launch.Listener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

@InFramework
class HttpIT {

  @Test
  void everyPathThatCannotBeReadIsRefusedInOurWords(BundleContext context) throws Exception {
    for (String path : List.of("tenants/a%2fb", "tenants//a", "a;b", "tenants/%2e%2e/a", "a%25")) {
      HttpResponse<String> answer = get(context, "/api/v1/" + path);

      assertThat(answer.statusCode()).as(path).isIn(400, 404);
      assertThat(answer.headers().firstValue("Content-Type"))
          .as(path)
          .contains("application/problem+json");
      assertThat(answer.headers().firstValue("X-Correlation-Id")).as(path).isPresent();
    }
  }

  private static HttpResponse<String> get(BundleContext context, String path) throws Exception {
    ServiceReference<Listener> reference = context.getServiceReference(Listener.class);
    int port = context.getService(reference).open();
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
