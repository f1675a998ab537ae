package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.Limits;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UserImportsApiTest {
  private static final String USERS = "/tenants/acme/users";

  private final ApiFixture api = new ApiFixture();

  private Answer start(String query, String csv) {
    return api.send(ApiFixture.asOwner("POST", USERS + "/import" + query).body("text/csv", csv));
  }

  private Answer imported(String query, String csv) {
    Answer started = start(query, csv);
    assertThat(started.status()).isEqualTo(202);
    String location = started.header("Location").orElseThrow();
    assertThat(location).endsWith("/users/imports/" + started.body().get("id").asText());
    api.world.core.taskWork.runDue();
    return api.get(location.substring(Guard.BASE.length()));
  }

  @Test
  void bringsInUsersAndReportsOnEveryLineThatItDoesNot() {
    Answer done = imported("", "username,email\r\nli,li@corp.example\r\nwang,nobody\r\n");

    assertThat(done.body().get("state").asText()).isEqualTo("done");
    assertThat(done.body().get("total").asInt()).isEqualTo(2);
    assertThat(done.body().get("done").asInt()).isEqualTo(2);
    assertThat(done.body().get("created").asInt()).isEqualTo(1);
    assertThat(done.body().get("refused").asInt()).isEqualTo(1);
    assertThat(done.body().get("lines")).hasSize(1);
    assertThat(done.body().at("/lines/0").toString())
        .contains(
            "\"line\":3", "\"result\":\"refused\"", "\"field\":\"email\"", "\"reason\":\"format\"");
    assertThat(api.get(USERS).body().get("items")).hasSize(1);
  }

  @Test
  void findsOutWhatWouldBecomeOfIt() {
    Answer done = imported("?dryRun=true", "username\nli\n");
    assertThat(done.body().get("created").asInt()).isEqualTo(1);
    assertThat(api.get(USERS).body().get("items")).isEmpty();
  }

  @Test
  void stops() {
    Answer started = start("", "username\nli\n");
    String one = USERS + "/imports/" + started.body().get("id").asText();
    assertThat(start("", "username\nli\n").code()).isEqualTo("in-use");
    assertThat(api.send(ApiFixture.asOwner("DELETE", one)).status()).isEqualTo(204);
    assertThat(api.get(one).body().get("state").asText()).isEqualTo("stopped");
    assertThat(api.get(USERS + "/imports/none").status()).isEqualTo(404);
  }

  @Test
  void refusesWhatIsNoTable() {
    Answer encoding =
        api.send(
            ApiFixture.asOwner("POST", USERS + "/import")
                .body("text/csv", "username\né\n".getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(encoding.status()).isEqualTo(422);
    assertThat(encoding.code()).isEqualTo("encoding");
    Answer column = start("", "username,salary\nli,1\n");
    assertThat(column.status()).isEqualTo(422);
    assertThat(column.body().at("/errors/0/field").asText()).isEqualTo("salary");
    assertThat(
            api.send(ApiFixture.asOwner("POST", USERS + "/import").body(ApiFixture.JSON, "{}"))
                .status())
        .isEqualTo(415);
    assertThat(start("?dryRun=maybe", "username\nli\n").status()).isEqualTo(422);
  }

  @Test
  void takesFiftyMegabytesAndNoMore() {
    InputStream lines =
        new InputStream() {
          private long left = Limits.IMPORT_BYTES;

          @Override
          public int read() {
            return left-- <= 0 ? -1 : left % 1000 == 0 ? '\n' : 'x';
          }
        };
    InputStream head = new ByteArrayInputStream("username\n".getBytes(StandardCharsets.UTF_8));
    TestRequest request =
        ApiFixture.asOwner("POST", USERS + "/import?dryRun=true").stream(
            "text/csv", new SequenceInputStream(head, lines));
    assertThat(api.send(request).status()).isEqualTo(413);
    assertThat(start("", "username\nli\n").status()).isEqualTo(202);
  }

  @Test
  void readsAnExportAgainAsItWas() {
    api.send(
        "POST",
        USERS,
        "{\"username\":\"=1+1\",\"displayName\":\"'@x\",\"nickname\":\"-x\","
            + "\"phone\":\"+8613800000000\"}");
    api.send(
        "POST",
        USERS,
        "{\"username\":\"a\\\"b,c\",\"email\":\"a@corp.example\",\"emailVerified\":true}");
    Response export = api.send(ApiFixture.asOwner("GET", USERS + "/export")).response();
    assertThat(export.rest()).isNull();
    String csv = new String(export.body(), StandardCharsets.UTF_8);

    Answer same = imported("", csv);
    assertThat(same.body().get("skipped").asInt()).as(same.text()).isEqualTo(2);
    Answer elsewhere =
        api.send(
            ApiFixture.asOwner("POST", "/tenants/beta/users/import")
                .body(
                    "text/csv",
                    csv.replaceAll("(?m)^\"[^\"]*\"", "\"\"").replaceFirst("\"\"", "\"id\"")));
    assertThat(elsewhere.status()).isEqualTo(202);
    api.world.core.taskWork.runDue();
    String copy =
        new String(
            Objects.requireNonNull(
                api.send(ApiFixture.asOwner("GET", "/tenants/beta/users/export"))
                    .response()
                    .body()),
            StandardCharsets.UTF_8);
    assertThat(copy.lines().map(UserImportsApiTest::known))
        .containsExactlyInAnyOrderElementsOf(csv.lines().map(UserImportsApiTest::known).toList());
  }

  /** Without the id and the times. */
  private static String known(String line) {
    return line.substring(
        line.indexOf(','),
        line.lastIndexOf("\"active\"") < 0 ? line.length() : line.lastIndexOf("\"active\""));
  }
}
