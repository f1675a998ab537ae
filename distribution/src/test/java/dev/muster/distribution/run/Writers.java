package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Administrators' scripts that add users one after another and note what was acknowledged. */
final class Writers implements AutoCloseable {
  private static final int THREADS = 4;

  private final List<Thread> threads = new ArrayList<>();
  private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
  private volatile boolean stopped;

  Writers(Distribution node, String prefix) {
    for (int i = 0; i < THREADS; i++) {
      String mine = prefix + "-" + i + "-";
      Thread thread = new Thread(() -> write(new Management(node), mine), "writer-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  private void write(Management api, String prefix) {
    try {
      for (int n = 0; !stopped; n++) {
        String name = prefix + n;
        api.post(
            "/tenants/default/users",
            "{'username':'%s','displayName':'Somebody','externalId':'x-%s'}".formatted(name, name));
        acknowledged.add(name);
      }
    } catch (UncheckedIOException | AssertionError e) {
      // the server is being killed: what was not acknowledged may be there or not
    }
  }

  /** The names of those whose creation was answered with 201, so far. */
  Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  @Override
  public void close() {
    stopped = true;
    awaitEnd();
  }

  /** Waits until nobody writes any more: told to stop, or without a server. */
  void awaitEnd() {
    for (Thread thread : threads) {
      try {
        thread.join(30_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      assertThat(thread.isAlive()).isFalse();
    }
  }

  /**
   * Everybody who is there, each looked at whole: an account, both ways to find it, and the event
   * that tells of it are one commit.
   */
  static Set<String> whole(Distribution node) {
    Management api = new Management(node);
    Set<String> users = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode user : api.all("/tenants/default/users?limit=200")) {
      String name = user.path("username").asText();
      assertThat(user.path("externalId").asText()).isEqualTo("x-" + name);
      assertThat(user.path("status").asText()).isEqualTo("active");
      users.add(name);
      ids.add("user:" + user.path("id").asText());
    }
    Set<String> told = new HashSet<>();
    api.all("/tenants/default/audit-events?action=user.created&limit=200")
        .forEach(event -> told.add(event.path("subject").asText()));
    assertThat(told).isEqualTo(ids);
    return users;
  }
}
