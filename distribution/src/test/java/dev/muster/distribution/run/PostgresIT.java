package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.distribution.process.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several nodes on one real PostgreSQL are one product. */
class PostgresIT {
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
  void aSignInBegunAtOneNodeEndsAtAnother() {
    Map<String, String> settings = new HashMap<>(company.settings(Map.of()));
    settings.put("MUSTER_ADMIN_PASSWORD", "not-asked-here-123");
    settings.put(
        "MUSTER_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
    settings.put("MUSTER_DATABASE_USER", "postgres");
    Distribution one = Distribution.unpack("node-one", settings);
    settings.put("MUSTER_PUBLIC_URL", one.publicUrl().toString());
    Distribution two = Distribution.unpack("node-two", settings);
    try (Child first = one.run()) {
      Company.bind(one);
      assertThat(new Person("crowd-1").signIn(one).has("id_token")).isTrue();
      Outcome alone = two.finish("check");
      assertThat(alone.exit()).isEqualTo(1);
      assertThat(alone.out())
          .anyMatch(line -> line.startsWith("wrong    master key: ") && line.contains("copy"));
      two.copyMasterKeyOf(one);
      assertThat(two.finish("check").exit()).isZero();

      try (Child second = two.run()) {
        Person person = new Person("crowd-2");
        URI callback = person.scan(one);
        URI application = person.arrive(at(two, callback));
        assertThat(person.redeem(one, application).has("id_token")).isTrue();
        // the session that two made is known to one
        assertThat(person.account(one).statusCode()).isEqualTo(200);

        new Management(two).post("/tenants", "{'id':'second','displayName':'Second'}");
        assertThat(new Management(one).get("/tenants/second").path("id").asText())
            .isEqualTo("second");
        assertThat(first.alive() && second.alive()).isTrue();
      }
      assertThat(one.home().resolve("data").resolve("muster.db")).doesNotExist();
    }
  }

  /** A load balancer sends a request where it likes. */
  private static URI at(Distribution node, URI address) {
    return URI.create(
        "http://127.0.0.1:" + node.port() + address.getRawPath() + "?" + address.getRawQuery());
  }
}
