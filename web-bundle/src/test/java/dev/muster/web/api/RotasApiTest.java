package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.core.testing.FakeRotaSource;
import dev.muster.core.testing.TestUsers;
import dev.muster.spi.Text;
import dev.muster.spi.rota.DutyPerson;
import dev.muster.spi.rota.RotaSourceException;
import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.TestRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotasApiTest {
  private static final String PATH = "/tenants/acme/rotas";
  private static final String SHIFTS =
      "{`displayName`:`Desk`,`timeZone`:`Asia/Shanghai`,`shifts`:[%s]}";

  private final ApiFixture api = new ApiFixture();

  RotasApiTest() {
    TestUsers.add(api.world.core, "acme", List.of("u1", "u2"));
  }

  private Answer post(String body) {
    return api.send("POST", PATH, body.replace('`', '"'));
  }

  private Answer made(String shift) {
    Answer answer = post(SHIFTS.formatted(shift));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer;
  }

  private Answer patch(String id, String body) {
    TestRequest request = ApiFixture.asOwner("PATCH", PATH + "/" + id);
    return api.send(request.body(ApiFixture.JSON, body.replace('`', '"')));
  }

  private static String id(Answer answer) {
    return answer.body().get("id").asText();
  }

  private static void refused(Answer answer, String field, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo(code);
  }

  @Test
  void isShownAsItWasSent() {
    Answer answer =
        made(
            "{`start`:`20:00`,`end`:`08:00`,`days`:[`sunday`,`monday`],`members`:["
                + "{`user`:`u1`},{`email`:`li@corp.example`},{`mobile`:`+8613800000000`},"
                + "{`platform`:`lark`,`userId`:`ou_1`},"
                + "{`platform`:`wechatwork`,`department`:`7`}]},"
                + "{`start`:`00:00`,`end`:`24:00`,`members`:[]}");

    assertThat(answer.body().get("shifts").toString())
        .isEqualTo(
            ("[{`start`:`20:00`,`end`:`08:00`,`days`:[`monday`,`sunday`],`members`:["
                    + "{`user`:`u1`},{`email`:`li@corp.example`},{`mobile`:`+8613800000000`},"
                    + "{`platform`:`lark`,`userId`:`ou_1`},"
                    + "{`platform`:`wechatwork`,`department`:`7`}]},"
                    + "{`start`:`00:00`,`end`:`24:00`,`days`:[`monday`,`tuesday`,`wednesday`,"
                    + "`thursday`,`friday`,`saturday`,`sunday`],`members`:[]}]")
                .replace('`', '"'));
    assertThat(answer.header("Location")).hasValue("/api/v1" + PATH + "/" + id(answer));
    assertThat(patch(id(answer), "{}").body().get("shifts")).isEqualTo(answer.body().get("shifts"));
  }

  @Test
  void whatIsOnceIsReadByTheClocksOfTheTimeZoneAndShownInUtc() {
    Answer answer =
        made(
            "{`start`:`2026-12-24T08:00`,`end`:`2026-12-24T10:00:00Z`,`members`:[]},"
                + "{`start`:`2026-12-24T08:00:00-05:00`,`end`:`2026-12-25T08:00:30`,`members`:[]}");

    JsonNode shifts = answer.body().get("shifts");
    assertThat(shifts.at("/0/start").asText()).isEqualTo("2026-12-24T00:00:00Z");
    assertThat(shifts.at("/0/end").asText()).isEqualTo("2026-12-24T10:00:00Z");
    assertThat(shifts.at("/1/start").asText()).isEqualTo("2026-12-24T13:00:00Z");
    assertThat(shifts.at("/1/end").asText()).isEqualTo("2026-12-25T00:00:30Z");
    assertThat(shifts.at("/0").has("days")).isFalse();
    Answer moved = patch(id(answer), "{`timeZone`:`Europe/Berlin`}");
    assertThat(moved.body().at("/shifts/0/start").asText()).isEqualTo("2026-12-24T00:00:00Z");
  }

  @Test
  void aRotationTakesThePlaceOfShifts() {
    String id = id(made("{`start`:`08:00`,`end`:`20:00`,`members`:[]}"));
    Answer turned =
        patch(
            id,
            "{`shifts`:[],`rotation`:{`start`:`2026-11-23`,`every`:`week`,`handover`:`09:30`,"
                + "`groups`:[{`members`:[{`user`:`u1`}]},{`members`:[{`user`:`u2`}]}]}}");

    assertThat(turned.status()).as(turned.text()).isEqualTo(200);
    assertThat(turned.body().get("rotation").toString())
        .isEqualTo(
            ("{`start`:`2026-11-23`,`every`:`week`,`handover`:`09:30`,"
                    + "`groups`:[{`members`:[{`user`:`u1`}]},{`members`:[{`user`:`u2`}]}]}")
                .replace('`', '"'));
    Answer duty =
        api.get(PATH + "/" + id + "/duty?from=2026-11-22T00:00:00Z&to=2026-12-01T00:00:00%2B00:00");
    assertThat(duty.text())
        .isEqualTo(
            ("{`from`:`2026-11-22T00:00:00Z`,`to`:`2026-12-01T00:00:00Z`,`items`:["
                    + "{`start`:`2026-11-22T00:00:00Z`,`end`:`2026-11-23T01:30:00Z`,"
                    + "`members`:[],`overlap`:false},"
                    + "{`start`:`2026-11-23T01:30:00Z`,`end`:`2026-11-30T01:30:00Z`,"
                    + "`members`:[{`user`:`u1`}],`overlap`:false},"
                    + "{`start`:`2026-11-30T01:30:00Z`,`end`:`2026-12-01T00:00:00Z`,"
                    + "`members`:[{`user`:`u2`}],`overlap`:false}]}")
                .replace('`', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{`start`:`24:00`,`end`:`08:00`,`members`:[]}|shifts.0.start|invalid-time",
        "{`start`:`8:00`,`end`:`20:00`,`members`:[]}|shifts.0.start|invalid-time",
        "{`start`:`08:00`,`end`:`20:60`,`members`:[]}|shifts.0.end|invalid-time",
        "{`start`:`08:00`,`end`:`2026-12-24T08:00`,`members`:[]}|shifts.0.end|choice",
        "{`start`:`2026-02-30T08:00`,`end`:`2026-12-24T08:00`,`members`:[]}|shifts.0.start|invalid-time",
        "{`start`:`T`,`end`:`T-`,`members`:[]}|shifts.0.start|invalid-time",
        "{`start`:`2026-12-24T08:00`,`end`:`2026-12-24T07:00`,`members`:[]}|shifts.0.end|order",
        "{`start`:`2026-12-24T08:00`,`end`:`2026-12-24T09:00`,`days`:[`monday`],`members`:[]}|shifts.0.days|choice",
        "{`start`:`-999999999-01-01T00:00Z`,`end`:`+999999999-12-31T00:00Z`,`members`:[]}|shifts.0.start|out-of-range",
        "{`start`:`08:00`,`end`:`20:00`,`days`:[`someday`],`members`:[]}|shifts.0.days.0|unknown-value",
        "{`start`:`08:00`,`end`:`20:00`,`members`:[{`user`:`a`,`email`:`li@corp.example`}]}|shifts.0.members.0|choice",
        "{`start`:`08:00`,`end`:`20:00`,`members`:[{`platform`:`lark`}]}|shifts.0.members.0|choice",
        "{`start`:`08:00`,`end`:`20:00`,`members`:[{`userId`:`ou_1`}]}|shifts.0.members.0|choice",
        "{`start`:`08:00`,`end`:`20:00`,`members`:[{`user`:`a`,`admin`:true}]}|shifts.0.members.0.admin|unknown",
        "{`start`:`08:00`,`end`:`20:00`,`members`:[7]}|shifts.0.members.0|wrong-type",
        "{`end`:`20:00`,`members`:[]}|shifts.0.start|required"
      })
  void refusesShiftsThatAreNone(String shift, String field, String code) {
    refused(post(SHIFTS.formatted(shift)), field, code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Etc/UTC", "US/Eastern", "America/Argentina/Ushuaia"})
  void takesTimeZonesOfTheDatabase(String zone) {
    assertThat(
            post(("{`displayName`:`Desk`,`timeZone`:`%s`,`shifts`:["
                        + "{`start`:`08:00`,`end`:`20:00`,`members`:[]}]}")
                    .formatted(zone))
                .status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mars/Olympus",
        "",
        "+25:00",
        "Asia/Shanghai/",
        "asia/shanghai",
        "GMT+8",
        "UTC+08:00",
        "UT+8",
        "+08:00",
        "Z",
        "GMT",
        "EST5EDT",
        "SystemV/EST5EDT",
        "CET"
      })
  void refusesATimeZoneThatIsNone(String zone) {
    refused(
        post(
            "{`displayName`:`Desk`,`timeZone`:`%s`,`shifts`:[{`start`:`08:00`,`end`:`20:00`,`members`:[]}]}"
                .formatted(zone)),
        "timeZone",
        "unknown-time-zone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from=x|from|invalid-time",
        "from=2026-12-01T00:00:00Z&to=2026-12-01T00:00:00Z|to|order",
        "from=2026-12-01T00:00:00Z&to=2027-12-01T00:00:00Z|to|out-of-range",
        "from=%2B999999999-12-01T00:00:00Z|from|out-of-range"
      })
  void refusesATimeOfWhichThereIsNoPlan(String query, String field, String code) {
    String id = id(made("{`start`:`08:00`,`end`:`20:00`,`members`:[]}"));
    refused(api.get(PATH + "/" + id + "/duty?" + query), field, code);
  }

  @Test
  void showsWhoWouldBeOnDutyAndStoresNothing() {
    String night = "{`start`:`20:00`,`end`:`08:00`,`members`:[{`user`:`u2`}]}";
    String day = "{`start`:`08:00`,`end`:`21:00`,`members`:[{`user`:`u1`}]}";
    Answer answer =
        api.send(
            "POST",
            PATH + "/preview",
            ("{`rota`:" + SHIFTS.formatted(day + "," + night) + ",")
                .concat("`from`:`2026-11-22T00:00:00Z`,`to`:`2026-11-22T14:00:00Z`}")
                .replace('`', '"'));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.body().get("items").toString())
        .isEqualTo(
            ("[{`start`:`2026-11-22T00:00:00Z`,`end`:`2026-11-22T12:00:00Z`,"
                    + "`members`:[{`user`:`u1`}],`overlap`:false},"
                    + "{`start`:`2026-11-22T12:00:00Z`,`end`:`2026-11-22T13:00:00Z`,"
                    + "`members`:[{`user`:`u1`},{`user`:`u2`}],`overlap`:true},"
                    + "{`start`:`2026-11-22T13:00:00Z`,`end`:`2026-11-22T14:00:00Z`,"
                    + "`members`:[{`user`:`u2`}],`overlap`:false}]")
                .replace('`', '"'));
    assertThat(api.get(PATH).body().get("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`shifts`:[]|shifts|choice",
        "`shifts`:[{`start`:`8`,`end`:`20:00`,`members`:[]}]|rota.shifts.0.start|invalid-time",
      })
  void refusesToShowWhatIsNoRota(String shifts, String field, String code) {
    String rota = "{`rota`:{`displayName`:`Desk`,`timeZone`:`UTC`," + shifts + "}}";
    refused(api.send("POST", PATH + "/preview", rota.replace('`', '"')), field, code);
  }

  @Test
  void namesUsersWhoAreThereOrWhomItNamedBefore() {
    String field = "shifts.0.members.0.user";
    String shift = "{`start`:`08:00`,`end`:`21:00`,`members`:[{`user`:`%s`}]}";
    refused(post(SHIFTS.formatted(shift.formatted("zip"))), field, "unknown-value");
    String id = id(made(shift.formatted("u1")));
    refused(patch(id, "{`shifts`:[" + shift.formatted("zip") + "]}"), field, "unknown-value");
    TestUsers.delete(api.world.core, "acme", "u1");

    String preview = "{`rota`:" + SHIFTS.formatted(shift.formatted("u1"));
    refused(
        api.send("POST", PATH + "/preview", (preview + "}").replace('`', '"')),
        field,
        "unknown-value");
    String changed = preview + ",`id`:`" + id + "`}";
    assertThat(api.send("POST", PATH + "/preview", changed.replace('`', '"')).status())
        .isEqualTo(200);
    assertThat(patch(id, "{`displayName`:`Front desk`}").status()).isEqualTo(200);
  }

  @Test
  void theListSaysWhoIsOnDutyNowAndNext() {
    made("{`start`:`00:00`,`end`:`24:00`,`members`:[{`user`:`u1`}]}");
    made(
        "{`start`:`2026-01-01T00:00`,`end`:`2099-01-01T00:00`,`members`:[{`user`:`u1`}]},"
            + "{`start`:`2099-01-01T00:00`,`end`:`2099-01-02T00:00`,`members`:[{`user`:`u2`}]}");

    assertThat(api.get(PATH).body().get("items"))
        .extracting(item -> item.get("onDuty").toString().replace('"', '`'))
        .containsExactlyInAnyOrder(
            "{`members`:[{`user`:`u1`}]}",
            "{`members`:[{`user`:`u1`}],"
                + "`next`:{`start`:`2098-12-31T16:00:00Z`,`members`:[{`user`:`u2`}]}}");
  }

  private static final String SOURCED =
      "{`displayName`:`Database`,`timeZone`:`UTC`,`source`:{`id`:`%s`,`schedule`:`%s`}}";

  private FakeRotaSource pager() {
    FakeRotaSource pager = new FakeRotaSource();
    pager.says("db", DutyPerson.email("li@corp.example"), DutyPerson.mobile("1"));
    api.world.core.rotaSources.add(pager, 0);
    return pager;
  }

  private Answer sourced(String schedule) {
    Answer answer = post(SOURCED.formatted("pager", schedule));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    api.world.core.taskWork.runDue();
    return answer;
  }

  private JsonNode reading(String id) {
    return api.get(PATH + "/" + id + "/duty").body().get("reading");
  }

  @Test
  void namesTheSourcesThatAreThere() {
    assertThat(api.get("/tenants/acme/rota-sources").body().get("items")).isEmpty();
    pager();
    assertThat(api.get("/tenants/acme/rota-sources").text())
        .isEqualTo("{\"items\":[{\"id\":\"pager\"}]}");
  }

  @Test
  void aSourceTakesThePlaceOfShiftsAndIsShownAsItWasSent() {
    pager();
    Answer answer = sourced("db");
    assertThat(answer.body().get("source").toString())
        .isEqualTo("{\"id\":\"pager\",\"schedule\":\"db\"}");

    assertThat(api.get(PATH).body().at("/items/0/onDuty").toString().replace('"', '`'))
        .isEqualTo(
            "{`members`:[{`email`:`li@corp.example`}],`known`:true,"
                + "`reading`:{`answeredAt`:`2026-11-22T11:00:00Z`,`leftOut`:1}}");
    Answer shifts =
        patch(
            id(answer), "{`source`:null,`shifts`:[{`start`:`08:00`,`end`:`20:00`,`members`:[]}]}");
    assertThat(shifts.status()).as(shifts.text()).isEqualTo(200);
    assertThat(shifts.body().has("source")).isFalse();
    assertThat(api.get(PATH + "/" + id(answer) + "/duty").body().has("reading")).isFalse();
  }

  @Test
  void saysSinceWhenAndWhyASourceDoesNotAnswerInTheLanguageThatIsAskedFor() {
    FakeRotaSource pager = pager();
    String id = id(sourced("db"));
    pager.failure = Optional.of(RotaSourceException.unavailable(new Text("No token.", "缺少令牌。")));
    api.world.core.clock.advance(Duration.ofMinutes(6));
    api.world.core.taskWork.runDue();

    assertThat(reading(id).toString().replace('"', '`'))
        .isEqualTo(
            "{`answeredAt`:`2026-11-22T11:00:00Z`,`failingSince`:`2026-11-22T11:06:00Z`,"
                + "`problem`:`No token.`,`leftOut`:1}");
    Answer chinese = api.send(ApiFixture.asOwner("GET", PATH).header("Accept-Language", "zh-CN"));
    assertThat(chinese.body().at("/items/0/onDuty/reading/problem").asText()).isEqualTo("缺少令牌。");
    assertThat(chinese.body().at("/items/0/onDuty/members/0/email").asText())
        .as("who was known is still on duty")
        .isEqualTo("li@corp.example");
    assertThat(chinese.header("Content-Language")).hasValue("zh-CN");
  }

  /** Nobody may be on duty, or nobody knows. */
  @Test
  void saysWhatIsNotKnown() {
    pager();
    String id = id(sourced("nothing"));

    assertThat(api.get(PATH).body().at("/items/0/onDuty/members")).isEmpty();
    assertThat(api.get(PATH).body().at("/items/0/onDuty/known").toString()).isEqualTo("false");
    JsonNode duty =
        api.get(PATH + "/" + id + "/duty?from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z").body();
    assertThat(duty.get("items")).isEmpty();
    assertThat(duty.get("unknown").toString().replace('"', '`'))
        .isEqualTo("[{`start`:`2026-12-01T00:00:00Z`,`end`:`2026-12-02T00:00:00Z`}]");
  }

  @Test
  void showsWhoWouldBeOnDutyByASource() {
    pager();
    String preview = "{`rota`:" + SOURCED.formatted("pager", "db") + "}";
    Answer answer = api.send("POST", PATH + "/preview", preview.replace('`', '"'));
    assertThat(answer.body().at("/items/0/members/0/email").asText()).isEqualTo("li@corp.example");
    assertThat(answer.body().has("retryAt")).isFalse();

    Answer again = api.send("POST", PATH + "/preview", preview.replace('`', '"'));
    assertThat(again.body().get("items")).as("a moment later").isEmpty();
    assertThat(again.body().get("retryAt").asText()).isEqualTo("2026-11-22T11:00:03Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{`id`:`nix`,`schedule`:`db`}|source.id|unknown-value",
        "{`id`:`pager`,`schedule`:` `}|source.schedule|length",
        "{`id`:`pager`}|source.schedule|required",
        "{`schedule`:`db`}|source.id|required",
        "{`id`:`pager`,`schedule`:`db`,`token`:`t0p`}|source.token|unknown",
        "`pager`|source|wrong-type"
      })
  void refusesASourceThatIsNone(String source, String field, String code) {
    pager();
    refused(
        post("{`displayName`:`Database`,`timeZone`:`UTC`,`source`:" + source + "}"), field, code);
  }
}
