package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one PostgreSQL work on the same tasks, and one of them is killed again and again. A
 * platform's event that somebody has another id is what shows a task that counts twice: it emits an
 * audit event each time, also where the id differs in case alone and so nothing else changes.
 */
class KilledTaskIT {
  private static final List<String> TENANTS = List.of("north", "east", "south", "west");
  private static final int LEAST_KILLS = 3;
  private static final int MOST_KILLS = 12;

  /** A dead node's lease ends after a minute, and then its task is another's. */
  private static final Duration LEASE_AND_MORE = Duration.ofSeconds(120);

  private static final Duration SOON = Duration.ofSeconds(30);

  private static EmbeddedPostgres postgres;
  private static Company company;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    company = new Company();
  }

  @AfterAll
  static void stop() throws IOException {
    company.close();
    postgres.close();
  }

  @Test
  void whatAKilledNodeWasAtIsDoneOnce() {
    Map<String, String> settings = new HashMap<>(company.settings(Map.of()));
    settings.put("MUSTER_ADMIN_PASSWORD", "not-asked-here-123");
    settings.put(
        "MUSTER_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
    settings.put("MUSTER_DATABASE_USER", "postgres");
    Distribution staying = Distribution.unpack("tasks-staying", settings);
    Distribution dying = Distribution.unpack("tasks-dying", settings);
    try (Child survivor = staying.run()) {
      TENANTS.forEach(tenant -> bind(staying, tenant));
      dying.copyMasterKeyOf(staying);
      Renames renames = new Renames(company, TENANTS, staying, dying);
      int left = 0;
      for (int kill = 0; kill < MOST_KILLS && (kill < LEAST_KILLS || left == 0); kill++) {
        try (Child victim = dying.run()) {
          String person = "crowd-" + (kill + 1);
          TENANTS.forEach(tenant -> new Person(person, tenant).signIn(staying));
          renames.begin(person);
          Await.until(SOON, "events are taken in", renames::areHalfTaken);
          victim.kill();
          left = Math.max(left, nodesThatLeftAClaim());
        }
        renames.awaitTaken();
      }
      assertThat(left).as("nodes that were killed with a task in hand").isPositive();

      Await.until(
          LEASE_AND_MORE,
          () -> "every task is done; left: " + open(staying),
          () -> open(staying).isEmpty());
      for (String tenant : TENANTS) {
        assertThat(renamed(staying, tenant))
            .containsExactlyInAnyOrderElementsOf(renames.taken(tenant));
      }
      assertThat(count("count(*) FILTER (WHERE (body ->> 'attempts')::int > 0)"))
          .as("tasks that ran again")
          .isGreaterThanOrEqualTo(left);
      assertThat(survivor.output()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
    }
  }

  private static void bind(Distribution node, String tenant) {
    new Management(node)
        .post("/tenants", "{'id':'%s','displayName':'%s'}".formatted(tenant, tenant));
    Company.bind(node, tenant);
    company.acceptWebhooks(node, tenant);
  }

  /**
   * How many killed nodes have left a claim behind. Waits a moment for the survivor to have one as
   * well: whose a claim is cannot be told, only that it is another's.
   */
  private static int nodesThatLeftAClaim() {
    int most = 0;
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (most < 2 && System.nanoTime() - end < 0) {
      most = Math.max(most, count("count(DISTINCT body -> 'lease' ->> 'node')"));
    }
    return Math.max(0, most - 1);
  }

  private static int count(String what) {
    String sql =
        "SELECT %s FROM (SELECT convert_from(body, 'UTF8')::jsonb AS body FROM document WHERE collection = 'task') AS task"
            .formatted(what);
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Tasks that wait, run or have failed. */
  private static List<JsonNode> open(Distribution node) {
    Management api = new Management(node);
    List<JsonNode> open = new ArrayList<>();
    TENANTS.forEach(
        tenant -> api.get("/tenants/" + tenant + "/tasks").path("items").forEach(open::add));
    return open;
  }

  /** The ids that people have been given, once for each time. */
  private static List<String> renamed(Distribution node, String tenant) {
    List<String> to = new ArrayList<>();
    new Management(node)
        .all("/tenants/" + tenant + "/audit-events?action=user.identity-renamed&limit=200")
        .forEach(event -> to.add(event.path("detail").path("to").asText()));
    return to;
  }
}
