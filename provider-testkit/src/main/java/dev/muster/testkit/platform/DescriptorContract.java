package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatProvider;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.Quota;
import dev.muster.spi.platform.SetupItem;
import dev.muster.spi.platform.SetupItem.OwnAddress;
import dev.muster.spi.platform.SignInAbility;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@link dev.muster.spi.platform.ChatProvider#descriptor}. */
abstract class DescriptorContract {
  private final PlatformFixture fixture;
  private final PlatformDescriptor descriptor;

  DescriptorContract(PlatformFixture fixture) {
    this.fixture = fixture;
    this.descriptor = fixture.provider().descriptor();
  }

  @Test
  void isTheSameAtEveryCall() {
    assertThat(fixture.provider().descriptor()).isEqualTo(descriptor);
  }

  @Test
  void namesEachFieldOnce() {
    assertThat(descriptor.bindingFields()).extracting(Field::name).doesNotHaveDuplicates();
    assertThat(descriptor.sourceFields()).extracting(Field::name).doesNotHaveDuplicates();
  }

  @Test
  void namesFieldsInCamelCase() {
    assertThat(fields())
        .extracting(Field::name)
        .allMatch(name -> name.matches("[a-z][a-zA-Z0-9]*"));
  }

  @Test
  void bindsAnAppThatCanBeToldFromOthers() {
    assertThat(descriptor.bindingFields()).anyMatch(Field::identifying);
  }

  @Test
  void meansTheSameByAFieldThatASourceInherits() {
    for (Field field : descriptor.sourceFields()) {
      if (!field.inherited()) {
        continue;
      }
      Field twin =
          descriptor.bindingFields().stream()
              .filter(it -> it.name().equals(field.name()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("No mobile app has a " + field.name()));
      assertThat(field.type()).as(field.name()).isEqualTo(twin.type());
      assertThat(field.secret()).as(field.name()).isEqualTo(twin.secret());
      assertThat(field.pattern()).as(field.name()).isEqualTo(twin.pattern());
    }
  }

  @Test
  void letsAnIdentitySourceDrawOnTheMobileApp() {
    assertThat(descriptor.sourceFields()).noneMatch(Field::required);
  }

  @Test
  void acceptsByItsPatternsWhatIsRightAtTheServer() {
    Map<String, String> entered = fixture.fields();
    for (Field field : descriptor.bindingFields()) {
      String value = entered.get(field.name());
      assertThat(value != null || !field.required()).as(field.name() + " is entered").isTrue();
      if (value != null && field.pattern().isPresent()) {
        assertThat(Pattern.matches(field.pattern().get(), value)).as(field.name()).isTrue();
      }
    }
  }

  @Test
  void drawsAnIconThatRunsNothingAndFetchesNothing() {
    descriptor
        .icon()
        .map(icon -> icon.toLowerCase(Locale.ROOT))
        .ifPresent(
            icon ->
                assertThat(icon.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                    .startsWith("<svg")
                    .endsWith("</svg>")
                    .doesNotContain("<script", "<foreignobject", "href", "http", "url(", " on"));
  }

  @Test
  void marksItsClientInLowerCase() {
    assertThat(userAgentMarkers())
        .allMatch(marker -> marker.equals(marker.toLowerCase(Locale.ROOT)) && !marker.isBlank());
    // Plain WeChat is nobody's client here, whatever else speaks with its tongue.
    String wechat =
        "mozilla/5.0 (iphone) applewebkit/605 mobile micromessenger/8.0.50 nettype/wifi";
    assertThat(userAgentMarkers()).noneMatch(wechat::contains);
  }

  @Test
  void tellsHowItsClientIsKnownWhereItSignsInThere() {
    SignInAbility signIn = ChatProviderContract.offered(descriptor.signIn(), "signing in");
    assertThat(signIn.codeParameters()).isNotEmpty();
    if (signIn.methods().contains(SignInMethod.IN_APP)) {
      assertThat(signIn.userAgentMarkers()).isNotEmpty();
    }
  }

  @Test
  void asksForNothingByAWayInThatThereIsNot() {
    Set<SignInMethod> methods = descriptor.signIn().map(SignInAbility::methods).orElse(Set.of());
    assertThat(descriptor.sourceFields())
        .allSatisfy(field -> assertThat(methods).as(field.name()).containsAll(field.methods()));
    assertThat(descriptor.bindingFields()).allMatch(field -> field.methods().isEmpty());
    assertThat(descriptor.setup())
        .allSatisfy(item -> assertThat(methods).as(item.id()).containsAll(item.methods()));
  }

  @Test
  void namesWhatIsSetUpOnce() {
    assertThat(descriptor.setup())
        .extracting(SetupItem::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void namesEachQuotaOnceAndWhoseItIsByFieldsThatAreShown() {
    assertThat(descriptor.quotas()).extracting(Quota::id).doesNotHaveDuplicates();
    Set<String> shown =
        descriptor.bindingFields().stream()
            .filter(field -> !field.secret())
            .map(Field::name)
            .collect(Collectors.toSet());
    assertThat(descriptor.quotas())
        .allSatisfy(quota -> assertThat(shown).as(quota.id()).containsAll(quota.sharedBy()));
  }

  @Test
  void hasNoAddressForEventsEnteredWhereNoneAreReceived() {
    if (descriptor.webhooks().isEmpty()) {
      assertThat(descriptor.setup().stream().flatMap(item -> item.enters().stream()))
          .doesNotContain(OwnAddress.EVENTS_URL);
    }
  }

  @Test
  void givesNoSecretToNativeApps() {
    Map<String, Boolean> secret =
        fields().collect(Collectors.toMap(Field::name, Field::secret, (a, b) -> a || b));
    List<String> names =
        ChatProviderContract.offered(descriptor.signIn(), "signing in").mobileConfigFields();
    assertThat(secret.keySet()).containsAll(names);
    assertThat(names).noneMatch(secret::get);
  }

  @Test
  void offersWhatItNamesAndNothingElse() {
    Connection connection = ChatProviderContract.connect(fixture);
    assertThat(connection.signIn().isPresent()).isEqualTo(descriptor.signIn().isPresent());
    assertThat(connection.directory().isPresent()).isEqualTo(descriptor.directory().isPresent());
    assertThat(connection.webhooks().isPresent()).isEqualTo(descriptor.webhooks().isPresent());
    assertThat(connection.messages().isPresent()).isEqualTo(descriptor.messages().isPresent());
    assertThat(connection instanceof GroupChatConnection chats && chats.groupChats().isPresent())
        .isEqualTo(fixture.provider() instanceof GroupChatProvider);
  }

  @Test
  void isTriedWithAServerForWhateverItNames() {
    assertThat(fixture.directory().isPresent()).isEqualTo(descriptor.directory().isPresent());
    assertThat(fixture.webhooks().isPresent()).isEqualTo(descriptor.webhooks().isPresent());
    assertThat(fixture.messages().isPresent()).isEqualTo(descriptor.messages().isPresent());
    assertThat(fixture.groupChats().isPresent())
        .isEqualTo(fixture.provider() instanceof GroupChatProvider);
  }

  @Test
  void verifiesWebhookEventsWithSecretsOfTheMobileApp() {
    assertThat(
            descriptor.bindingFields().stream()
                .filter(Field::secret)
                .map(Field::name)
                .collect(Collectors.toSet()))
        .containsAll(
            ChatProviderContract.offered(descriptor.webhooks(), "webhook events").secretFields());
  }

  private Set<String> userAgentMarkers() {
    return descriptor.signIn().map(SignInAbility::userAgentMarkers).orElse(Set.of());
  }

  private Stream<Field> fields() {
    return Stream.concat(descriptor.bindingFields().stream(), descriptor.sourceFields().stream());
  }
}
