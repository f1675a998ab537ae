package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plays a sign-in, and every way to hand a secret to the wrong place, with the log wide open. */
class SecretsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADMIN_PASSWORD = "password-of-the-settings-4711";
  private static final String WRONG_SECRET = "mistyped-secret-0815-0815-0815";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Company company;
  private static Distribution node;
  private static Child process;

  @BeforeAll
  static void start() {
    company = new Company();
    node =
        Distribution.unpack(
            "secrets",
            company.settings(
                Map.of(
                    "MUSTER_ADMIN_PASSWORD",
                    ADMIN_PASSWORD,
                    "MUSTER_LOG_LEVEL",
                    "TRACE",
                    "MUSTER_LOG_LEVEL_ORG_ECLIPSE_JETTY",
                    "TRACE",
                    "MUSTER_LOG_LEVEL_ORG_APACHE_FELIX_HTTP",
                    "DEBUG")));
    process = node.run();
    Company.bind(node);
  }

  @AfterAll
  static void stop() {
    process.close();
    company.close();
  }

  @Test
  void secretsCodesAndTokensAreInNoLogNoMetricNoAnswerAndNotReadableInTheData()
      throws IOException, InterruptedException {
    Person person = new Person("crowd-1");
    person.signIn(node);
    List<String> secrets = new ArrayList<>(person.secrets());
    secrets.addAll(
        List.of(
            Company.APP_SECRET,
            Company.CLIENT_SECRET,
            Distribution.ADMIN_TOKEN,
            ADMIN_PASSWORD,
            WRONG_SECRET));
    assertThat(secrets).hasSizeGreaterThan(9).allMatch(secret -> secret.length() > 9);

    List<String> answers = new ArrayList<>(misdirected());
    answers.addAll(console(secrets));
    for (String path :
        List.of(
            "/metrics",
            "/readyz",
            "/api/v1/platforms",
            "/api/v1/tenants",
            "/api/v1/tenants/default/mobile-apps",
            "/api/v1/tenants/default/identity-sources",
            "/api/v1/tenants/default/clients",
            "/api/v1/tenants/default/users",
            "/api/v1/tenants/default/signing-keys",
            "/api/v1/tenants/default/audit-events?limit=200")) {
      HttpResponse<String> answer = send("GET", path, Distribution.ADMIN_TOKEN, "");
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      answers.add(answer.body());
    }
    // the browser's own cookie is in none of its pages either
    answers.add(person.account(node).body());

    for (String secret : secrets) {
      assertThat(process.output()).noneMatch(line -> line.contains(secret));
      assertThat(answers).noneMatch(answer -> answer.contains(secret));
      for (Path file : data()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(secret);
      }
    }
    assertThat(process.output())
        .anyMatch(line -> line.contains("\"level\":\"DEBUG\""))
        .anyMatch(line -> line.contains("log.level.org.eclipse.jetty: is TRACE, and was raised"))
        .noneMatch(line -> line.contains("\"logger\":\"org.eclipse.jetty") && isFine(line));
  }

  private static boolean isFine(String line) {
    return line.contains("\"level\":\"DEBUG\"") || line.contains("\"level\":\"TRACE\"");
  }

  @Test
  void theFirstPasswordIsInAFileOfItsOwnersAndNotInTheLog()
      throws IOException, InterruptedException {
    Distribution first = Distribution.unpack("first-password", Map.of());
    try (Child run = first.run()) {
      Path file = first.home().resolve("data/admin.password");
      String password = Files.readString(file).strip();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(run.output())
          .anyMatch(line -> line.contains(file.toString()))
          .noneMatch(line -> line.contains(password));
      HttpResponse<String> answer =
          send(
              first,
              "POST",
              "/api/v1/session",
              "",
              "{\"username\":\"admin\",\"password\":\"" + password + "\"}");
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFailingRequestIsFoundInTheLogByTheIdOfItsAnswer() throws IOException {
    try (Company failing = new Company()) {
      Distribution other = Distribution.unpack("correlation", failing.settings(Map.of()));
      try (Child unlucky = other.run()) {
        Company.bind(other);
        Person person = new Person("crowd-1");
        URI callback = person.scan(other);
        failing.fail();
        HttpResponse<String> answer = person.get(callback);
        assertThat(answer.statusCode()).isEqualTo(502);
        String id = answer.headers().firstValue("X-Correlation-Id").orElseThrow();

        assertThat(answer.body()).contains(id);
        // the answer may be here before the line is: a pipe and a thread lie between
        String line =
            unlucky.awaitLine(
                Duration.ofSeconds(10),
                "warning with the answer's id",
                0,
                each -> each.contains(id) && each.contains("\"WARN\""));
        JsonNode logged = JSON.readTree(line);
        assertThat(logged.path("correlationId").asText()).isEqualTo(id);
        assertThat(logged.path("level").asText()).isEqualTo("WARN");
      }
    }
  }

  /** Secrets at places that they do not belong to, as people put them there. */
  private static List<String> misdirected() throws IOException, InterruptedException {
    String app = "{\"platform\":\"wechatwork\",\"fields\":{\"corpId\":\"" + WRONG_SECRET + "\"";
    return Stream.of(
            send("GET", "/api/v1/tenants", WRONG_SECRET, ""),
            send("GET", "/api/v1/tenants/" + WRONG_SECRET, Distribution.ADMIN_TOKEN, ""),
            send("GET", "/api/v1/tenants?secret=" + WRONG_SECRET, Distribution.ADMIN_TOKEN, ""),
            send("POST", "/api/v1/tenants/default/mobile-apps", Distribution.ADMIN_TOKEN, app),
            send(
                "POST",
                "/api/v1/tenants/default/mobile-apps",
                Distribution.ADMIN_TOKEN,
                app + ",\"secret\":\"" + WRONG_SECRET + "\"}}"),
            send(
                "PUT",
                "/api/v1/tenants/default/mobile-apps/wechatwork/keys",
                Distribution.ADMIN_TOKEN,
                "{\"secrets\":\"" + WRONG_SECRET + "\"}"),
            send(
                "POST",
                "/api/v1/session",
                "",
                "{\"username\":\"" + WRONG_SECRET + "\",\"password\":\"" + WRONG_SECRET + "\"}"))
        .map(
            answer -> {
              assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
              return answer.body();
            })
        .toList();
  }

  /** Signs in to the console: its cookie is a secret like others. */
  private static List<String> console(List<String> secrets)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            "POST",
            "/api/v1/session",
            "",
            "{\"username\":\"admin\",\"password\":\"" + ADMIN_PASSWORD + "\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    secrets.add(cookie.split(";", 2)[0].split("=", 2)[1]);
    return List.of(answer.body());
  }

  private static HttpResponse<String> send(String method, String path, String token, String body)
      throws IOException, InterruptedException {
    return send(node, method, path, token, body);
  }

  private static HttpResponse<String> send(
      Distribution to, String method, String path, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(body));
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static List<Path> data() throws IOException {
    try (Stream<Path> files = Files.list(node.home().resolve("data"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("muster.db")).toList();
    }
  }
}
