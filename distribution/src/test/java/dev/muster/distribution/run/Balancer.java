package dev.muster.distribution.run;

import dev.muster.distribution.process.Distribution;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Some browsers behind a balancer that asks every node at {@code /readyz} each 200 ms, sends no
 * request to one that was not ready when it looked, and none a second time.
 */
final class Balancer implements AutoCloseable {
  private static final long LOOK_MILLIS = 200;
  private static final int BROWSERS = 4;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();
  private final List<Distribution> nodes;
  private final String path;
  private final Map<Distribution, Boolean> ready = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads;

  Balancer(String path, Distribution... nodes) {
    this.path = path;
    this.nodes = List.of(nodes);
    this.threads = Executors.newFixedThreadPool(nodes.length + BROWSERS);
    for (Distribution node : nodes) {
      threads.execute(() -> look(node));
    }
    for (int i = 0; i < BROWSERS; i++) {
      threads.execute(this::browse);
    }
  }

  boolean sees(Distribution node) {
    return ready.getOrDefault(node, false);
  }

  int answered() {
    return answered.get();
  }

  List<String> failed() {
    return List.copyOf(failed);
  }

  private void look(Distribution node) {
    try {
      while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        ready.put(node, node.status("/readyz") == 200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void browse() {
    while (over.getCount() > 0) {
      Distribution node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
      if (sees(node)) {
        ask(node);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private void ask(Distribution node) {
    URI address = URI.create("http://127.0.0.1:" + node.port() + path);
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(15)).build(),
              BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        answered.incrementAndGet();
      } else {
        failed.add(answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      failed.add(String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    threads.shutdownNow();
  }
}
