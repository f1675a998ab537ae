package dev.muster.spi.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.hook.SignInEvent.Account;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventActionTest {
  @ParameterizedTest
  @EnumSource
  void hasAStableNameAndASentenceInBothLanguages(EventAction action) {
    assertThat(action.id()).matches("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");
    assertThat(EventAction.of(action.id())).contains(action);
    assertThat(action.text().en()).matches("[A-Z].*\\.");
    assertThat(action.text().zhCn()).matches("[\\u4e00-\\u9fff].*。");
  }

  @Test
  void everyActionIsThatOfAnEvent() {
    EnumSet<EventAction> emitted = EnumSet.noneOf(EventAction.class);
    events().forEach(event -> emitted.add(event.action()));
    assertThat(emitted).isEqualTo(EnumSet.allOf(EventAction.class));
  }

  @ParameterizedTest
  @MethodSource("events")
  void saysWhatItIsAbout(DomainEvent event) {
    assertThat(event.subject()).matches("[a-z-]+(:.+)?");
    assertThat(event.detail().keySet()).allMatch(key -> key.matches("[a-zA-Z]+"));
  }

  /** One of each kind, for each value of its enums and switches. */
  static Stream<DomainEvent> events() {
    return kinds(DomainEvent.class).flatMap(EventActionTest::of);
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventActionTest::kinds)
        : Stream.of(type);
  }

  private static Stream<DomainEvent> of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<List<Object>> all = List.of(List.of());
    for (RecordComponent component : components) {
      List<List<Object>> longer = new ArrayList<>();
      for (List<Object> start : all) {
        for (Object value : values(component.getType())) {
          List<Object> next = new ArrayList<>(start);
          next.add(value);
          longer.add(next);
        }
      }
      all = longer;
    }
    return all.stream().map(values -> made(type, components, values));
  }

  private static DomainEvent made(
      Class<?> type, RecordComponent[] components, List<Object> values) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return (DomainEvent) constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static List<?> values(Class<?> type) {
    if (type.isEnum()) {
      return List.of(type.getEnumConstants());
    }
    if (type == boolean.class) {
      return List.of(true, false);
    }
    if (type == int.class) {
      return List.of(1);
    }
    if (type == long.class) {
      return List.of(1L);
    }
    if (type == Optional.class) {
      return List.of(Optional.empty(), Optional.of("x"));
    }
    if (type == Set.class) {
      return List.of(Set.of(), Set.of("x"));
    }
    if (type == UserEvent.PlatformAccount.class) {
      return List.of(new UserEvent.PlatformAccount("chat", "corp", "li"));
    }
    if (type == SignInEvent.RefusedAttempt.class) {
      return List.of(
          new SignInEvent.RefusedAttempt(
              "chat",
              SignInMethod.BROWSER,
              Optional.of("40029"),
              Optional.of("shop"),
              Optional.of("com.example.policy")));
    }
    return List.of("x");
  }

  /** What administrators filter by and programs read stays what it is. */
  @Test
  void detailsHaveStableNames() {
    Map<String, Set<String>> names = new TreeMap<>();
    events()
        .forEach(
            event ->
                names
                    .computeIfAbsent(event.getClass().getSimpleName(), type -> new TreeSet<>())
                    .addAll(event.detail().keySet()));

    assertThat(names)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("SignedIn", Set.of("source", "method", "account")),
                Map.entry(
                    "SignInRefused",
                    Set.of("reason", "platform", "method", "platformCode", "client", "policy")),
                Map.entry("SessionEnded", Set.of("session")),
                Map.entry("CodeReused", Set.of("user")),
                Map.entry("ConsentGiven", Set.of("user", "scope")),
                Map.entry("GrantRevoked", Set.of("user")),
                Map.entry("AlertIntakeChanged", Set.of()),
                Map.entry("AlertIntakeRenamed", Set.of()),
                Map.entry("WarRoomRuleChanged", Set.of()),
                Map.entry("WarRoomSettingsChanged", Set.of()),
                Map.entry("AlertDecided", Set.of("group")),
                Map.entry("RefreshTokenReused", Set.of("user")),
                Map.entry("GrantWithdrawn", Set.of("user")),
                Map.entry("UserChanged", Set.of("reason")),
                Map.entry("WarRoomChanged", Set.of()),
                Map.entry(
                    "IdentityLinked",
                    Set.of("platform", "platformTenant", "platformUserId", "proof")),
                Map.entry("CodeSent", Set.of("purpose", "delivery")),
                Map.entry("CodeNotSent", Set.of("purpose", "reason")),
                Map.entry(
                    "IdentityUnlinked", Set.of("platform", "platformTenant", "platformUserId")),
                Map.entry(
                    "IdentityLinkUndone", Set.of("platform", "platformTenant", "platformUserId")),
                Map.entry("IdentityRenamed", Set.of("platform", "platformTenant", "from", "to")),
                Map.entry("MobileAppChanged", Set.of("fields")),
                Map.entry("QuotaReached", Set.of("quota", "used", "limit")),
                Map.entry("IdentitySourceChanged", Set.of()),
                Map.entry("IdentitySourceTried", Set.of()),
                Map.entry("TrustAdded", Set.of("level", "fields")),
                Map.entry(
                    "Reconciliation",
                    Set.of("reconciliation", "created", "changed", "disabled", "enabled")),
                Map.entry("ClientChanged", Set.of()),
                Map.entry("ClientSecretRotated", Set.of()),
                Map.entry("SigningKeysRotated", Set.of()),
                Map.entry("TenantChanged", Set.of()),
                Map.entry("PasswordSignInChanged", Set.of("enabled")),
                Map.entry("BrandingChanged", Set.of()),
                Map.entry("WarRoomProgressed", Set.of("seconds")),
                Map.entry("RotaChanged", Set.of()),
                Map.entry("WarRoomTemplateChanged", Set.of()),
                Map.entry("TaskChanged", Set.of("type")),
                Map.entry("PluginInstalled", Set.of("version")),
                Map.entry("PluginRefused", Set.of("cause")),
                Map.entry("PluginChanged", Set.of()),
                Map.entry("AdministratorChanged", Set.of("role", "tenants")),
                Map.entry("AdministratorPasswordChanged", Set.of()),
                Map.entry("AdministratorSessionEnded", Set.of("session")),
                Map.entry("ApiTokenCreated", Set.of("role", "tenants")),
                Map.entry("ApiTokenRevoked", Set.of()),
                Map.entry("AdministratorSignedIn", Set.of()),
                Map.entry("AdministratorSignedOut", Set.of()),
                Map.entry("AttemptsRefused", Set.of("count", "reason"))));
  }

  @Test
  void ofASignInSaysWhatItDidToTheAccount() {
    assertThat(new SignInEvent.SignedIn("u", "door", SignInMethod.IN_APP, Account.LINKED).detail())
        .containsEntry("account", "linked")
        .containsEntry("method", "in-app")
        .containsEntry("source", "door");
  }
}
