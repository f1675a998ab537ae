package dev.muster.sandbox.common;

import dev.muster.sandbox.Forms;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends webhook events to the product's webhook address and remembers how the last ones went. */
final class WebhookSender implements AutoCloseable {
  /** What the platforms wait at the most. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int REMEMBERED = 20;

  private final Deque<Delivery> last = new ArrayDeque<>();
  private final ExecutorService threads =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "sandbox-webhooks");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .executor(threads)
          .build();
  private volatile String address = "";

  /**
   * How a webhook request went.
   *
   * @param what what it told
   * @param subject of whom
   * @param status the HTTP status of the answer; 0 where none came
   * @param millis how long the answer took
   */
  record Delivery(String what, String subject, int status, long millis) {}

  String address() {
    return address;
  }

  void address(String now) {
    if (!now.isEmpty() && !now.matches("https?://[^/?#]+/[^?#]*")) {
      throw new IllegalArgumentException("A webhook address is http or https with a path");
    }
    address = now;
  }

  /** Sends a webhook request; does not wait for the answer. */
  CompletableFuture<Delivery> send(String what, String subject, WebhookCall call) {
    if (address.isEmpty()) {
      throw new IllegalArgumentException("There is no address to send it to");
    }
    long began = System.nanoTime();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(Forms.append(address, call.query())))
            .timeout(PATIENCE)
            .method(
                call.method(),
                call.body().length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(call.body()));
    call.headers().forEach(request::setHeader);
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
        .handle((response, failure) -> failure == null ? response.statusCode() : 0)
        .thenApply(status -> remember(new Delivery(what, subject, status, since(began))));
  }

  List<Delivery> last() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Delivery remember(Delivery delivery) {
    synchronized (last) {
      last.addFirst(delivery);
      if (last.size() > REMEMBERED) {
        last.removeLast();
      }
    }
    return delivery;
  }

  private static long since(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }
}
