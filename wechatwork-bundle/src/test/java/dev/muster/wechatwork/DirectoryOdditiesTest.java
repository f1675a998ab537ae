package dev.muster.wechatwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Department;
import dev.muster.spi.platform.Directory.Group;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.testkit.platform.TestProviderContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to this platform's address book: two keys, and a penalty for guessing. */
final class DirectoryOdditiesTest {
  private WechatWorkFixture platform;

  @BeforeEach
  void start() throws IOException {
    platform = new WechatWorkFixture();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private Directory directory(Set<String> keys, Map<String, String> more) {
    return directory(keys, context(keys, more));
  }

  private TestProviderContext context(Set<String> keys, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(platform.settings());
    settings.putAll(more);
    Map<String, String> secrets = new HashMap<>(platform.fields());
    secrets.keySet().retainAll(keys);
    return new TestProviderContext(secrets, settings, Clock.systemUTC());
  }

  private Directory directory(Set<String> keys, TestProviderContext context) {
    Map<String, String> fields = Map.of("corpId", platform.platformTenant(), "agentId", "1000002");
    return platform
        .provider()
        .connect(ConnectionSettings.of("test", fields, keys), context)
        .directory()
        .orElseThrow();
  }

  private Directory withBothKeys() {
    return directory(Set.of("secret", "addressBookSecret"), Map.of());
  }

  private Directory withTheAppsKey() {
    return directory(Set.of("secret"), Map.of());
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(5));
  }

  private static List<Person> people(Directory directory, String department)
      throws ProviderException {
    List<Person> people = new ArrayList<>();
    Page<Person> page = directory.people(department, Optional.empty(), soon());
    people.addAll(page.items());
    while (page.next().isPresent()) {
      page = directory.people(department, page.next(), soon());
      people.addAll(page.items());
    }
    return people;
  }

  @Test
  void tellsOfATagWhoIsInItAndWhichDepartments() throws ProviderException {
    Group named = withTheAppsKey().group("1", soon());
    assertThat(named.tellsMembers()).isTrue();
    assertThat(named.people()).containsExactly("developer");
    assertThat(named.departments()).isEmpty();
    platform.sandbox().showAppTo(List.of(3));
    assertThat(withTheAppsKey().group("2", soon()).departments())
        .as("also those out of sight")
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"60111", "40003", "46004"})
  void takesNobodyForGoneWhomTheAppMayNotSee(String errcode) throws ProviderException {
    platform.sandbox().showAppTo(List.of(2));
    assertThat(withTheAppsKey().person("nobody", soon())).isInstanceOf(Lookup.NotVisible.class);

    platform.sandbox().errcode("user/get", Integer.parseInt(errcode), 1);
    assertThat(withBothKeys().person("OFFICE-clerk", soon())).isInstanceOf(Lookup.NotVisible.class);
    platform.sandbox().errcode("user/get", Integer.parseInt(errcode), 1);
    assertThat(withBothKeys().person("nobody", soon())).isInstanceOf(Lookup.NotFound.class);
  }

  @Test
  void takesWhomTheCompanyDoesNotHaveForGone() throws ProviderException {
    platform.sandbox().showAppTo(List.of(1));
    assertThat(withTheAppsKey().person("nobody", soon())).isInstanceOf(Lookup.NotFound.class);
  }

  @Test
  void readsNamesWithTheAppsKey() throws ProviderException {
    assertThat(withBothKeys().departments(Optional.empty(), soon()).items())
        .extracting(Department::name)
        .contains(Optional.of("Operations"));
  }

  @Test
  void readsIdsOverAllPagesWhereTheAppMayNotLook() throws ProviderException {
    platform.sandbox().showAppTo(List.of(2));
    assertThat(people(withBothKeys(), "3"))
        .extracting(Person::userId)
        .containsExactlyInAnyOrder(
            "developer", "incident-manager", "plugin-user", "disabled-member", "former-colleague");
  }

  @Test
  void saysThatADepartmentIsNotThereAlsoWithBothKeys() {
    assertThat(fault(() -> withBothKeys().people("77", Optional.empty(), soon())).code())
        .isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void saysThatTheAppMayNotLookWhereThereIsNoOtherKey() {
    platform.sandbox().showAppTo(List.of(2));
    assertThat(fault(() -> withTheAppsKey().people("3", Optional.empty(), soon())).code())
        .isEqualTo(Code.NOT_PERMITTED);
  }

  @Test
  void stopsSearchingBeforeThePlatformPunishesIt() throws ProviderException {
    Directory directory = directory(Set.of("secret"), Map.of("lookup.misses", "3"));
    List<String> strangers = IntStream.range(0, 10).mapToObj(i -> "+861990000000" + i).toList();
    Map<String, Lookup> found = directory.findByMobile(strangers, soon());
    assertThat(found.values()).filteredOn(Lookup.notFound()::equals).hasSize(3);
    assertThat(found.values()).filteredOn(Lookup.unknown(Code.THROTTLED)::equals).hasSize(7);
    assertThat(platform.sandbox().calls("user/getuserid")).isEqualTo(3);
  }

  @Test
  void searchesNoMoreAfterARestart() throws ProviderException {
    Set<String> keys = Set.of("secret");
    TestProviderContext context = context(keys, Map.of("lookup.misses", "2"));
    List<String> strangers = List.of("+8619900000000", "+8619900000001");
    assertThat(directory(keys, context).findByMobile(strangers, soon()).values())
        .containsOnly(Lookup.notFound());
    context.restart();
    assertThat(directory(keys, context).findByMobile(strangers, soon()).values())
        .containsOnly(Lookup.unknown(Code.THROTTLED));
  }

  @Test
  void countsNoSearchThatFindsSomebodyOrFails() throws ProviderException {
    Directory directory = directory(Set.of("secret"), Map.of("lookup.misses", "1"));
    for (int i = 0; i < 3; i++) {
      assertThat(directory.findByEmail(List.of("developer@sandbox.example"), soon()).values())
          .allMatch(Lookup.Found.class::isInstance);
    }
    platform.sandbox().fault("busy", 3);
    assertThat(fault(() -> directory.findByMobile(List.of("+8613800000002"), soon())).code())
        .isEqualTo(Code.UNAVAILABLE);
    assertThat(directory.findByMobile(List.of("+8619900000000"), soon()).values())
        .containsExactly(Lookup.notFound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":0}",
        "{\"errcode\":0,\"department\":{}}",
        "{\"errcode\":0,\"department\":[{\"id\":\"x\"}]}",
        "{\"errcode\":0,\"department\":[{}]}"
      })
  void takesNothingOddForAList(String answer) {
    Directory directory =
        new CannedContext()
            .answer("/cgi-bin/department/list", answer)
            .connect(Map.of())
            .directory()
            .orElseThrow();
    assertThat(fault(() -> directory.departments(Optional.empty(), soon())).code())
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":0}",
        "{\"errcode\":0,\"allow_userinfos\":[]}",
        "{\"errcode\":0,\"allow_userinfos\":{\"user\":{}}}",
        "{\"errcode\":0,\"allow_userinfos\":{\"user\":[{}]}}"
      })
  void takesNothingOddForARangeThatNamesNobody(String answer) {
    Directory directory =
        new CannedContext()
            .answer("/cgi-bin/agent/get", answer)
            .connect(Map.of())
            .directory()
            .orElseThrow();
    assertThat(fault(() -> directory.peopleNamedSingly(Optional.empty(), soon())).code())
        .isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  private interface Call {
    void run() throws ProviderException;
  }

  private static ProviderException fault(Call call) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, call::run);
    assertThat(fault).isNotNull();
    return fault;
  }
}
