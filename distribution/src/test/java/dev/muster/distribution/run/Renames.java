package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Distribution;
import dev.muster.sandbox.common.WebhookCall;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * The platform tells of people who are spelt differently from now on. An event that a node does not
 * acknowledge is sent again, to the other node, as a balancer would have it.
 */
final class Renames {
  /** Every way to spell {@code crowd} but the one that is stored. */
  private static final int SPELLINGS = (1 << "crowd".length()) - 1;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Company company;
  private final List<String> tenants;
  private final Distribution steady;
  private final Distribution other;
  private final Map<String, Queue<String>> taken = new ConcurrentHashMap<>();
  private final Queue<AssertionError> refused = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private int before;

  /** Sends webhook events to both nodes; the first one has to acknowledge whatever it is sent. */
  Renames(Company company, List<String> tenants, Distribution steady, Distribution other) {
    this.company = company;
    this.tenants = tenants;
    this.steady = steady;
    this.other = other;
    tenants.forEach(tenant -> taken.put(tenant, new ConcurrentLinkedQueue<>()));
  }

  /** Tells each tenant of one person's new ids, all tenants at once. */
  void begin(String person) {
    before = count();
    threads.clear();
    for (String tenant : tenants) {
      threads.add(new Thread(() -> tell(tenant, person), "renames-" + tenant));
    }
    threads.forEach(Thread::start);
  }

  /** Whether half of them are acknowledged. */
  boolean areHalfTaken() {
    return count() - before >= tenants.size() * SPELLINGS / 2;
  }

  /** Waits until all of them are acknowledged. */
  void awaitTaken() {
    for (Thread thread : threads) {
      try {
        thread.join(PATIENCE.toMillis() * 2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    assertThat(refused).isEmpty();
    assertThat(count() - before).isEqualTo(tenants.size() * SPELLINGS);
  }

  /** The ids of which a tenant's events were acknowledged. */
  List<String> taken(String tenant) {
    return List.copyOf(taken.getOrDefault(tenant, new ConcurrentLinkedQueue<>()));
  }

  private int count() {
    return taken.values().stream().mapToInt(Queue::size).sum();
  }

  private void tell(String tenant, String person) {
    try {
      for (int spelling = 1; spelling <= SPELLINGS; spelling++) {
        String to = spelt(person, spelling);
        WebhookCall call = company.renamed(person, to);
        boolean steadyFirst = spelling % 2 == 0;
        if (steadyFirst || status(other, tenant, call) != 200) {
          int status = status(steady, tenant, call);
          if (status != 200) {
            throw new AssertionError(tenant + ", " + to + ": " + status);
          }
        }
        taken.get(tenant).add(to);
      }
    } catch (AssertionError e) {
      refused.add(e);
    }
  }

  private static String spelt(String person, int spelling) {
    StringBuilder spelt = new StringBuilder(person);
    for (int i = 0; 1 << i <= SPELLINGS; i++) {
      if ((spelling & 1 << i) != 0) {
        spelt.setCharAt(i, Character.toUpperCase(person.charAt(i)));
      }
    }
    return spelt.toString();
  }

  /** The answer's status, or 0 without one. */
  private int status(Distribution node, String tenant, WebhookCall call) {
    String query =
        call.query().entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/t/%s/callbacks/wechatwork?%s"
                        .formatted(node.port(), tenant, query)))
            .timeout(PATIENCE)
            .method(call.method(), BodyPublishers.ofByteArray(call.body()));
    call.headers().forEach(request::setHeader);
    try {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
