package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn.AuthorizationRequest;
import dev.muster.spi.platform.SignIn.Redemption;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.SignInResult.Reason;
import dev.muster.spi.platform.SignInResult.Refused;
import dev.muster.spi.platform.SignInResult.SignedIn;
import dev.muster.testkit.platform.TestProviderContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People who come the whole way, from the sign-in page to their identity or refusal. */
final class PeopleTest {
  private static final URI CALLBACK = URI.create("https://muster.example/t/a/login/b/callback");
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final Map<String, String> settings = new HashMap<>();
  private LarkFixture platform;

  @BeforeEach
  void start() throws IOException {
    platform = new LarkFixture();
    settings.putAll(platform.settings());
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2", "v3"})
  void comeInByThePageWithTheirVerifierAndNoOther(String version) throws Exception {
    settings.put("oauth.version", version);
    assertThat(redeem(codeOfThePage("developer"), VERIFIER, CALLBACK)).isInstanceOf(SignedIn.class);
    assertThat(redeem(codeOfThePage("developer"), VERIFIER.replace('d', 'e'), CALLBACK))
        .isEqualTo(
            SignInResult.refused(Reason.CODE_INVALID).withPlatformCode(Optional.of("20049")));
    assertThat(redeem(codeOfThePage("developer"), VERIFIER, URI.create("https://x.example/")))
        .isEqualTo(
            SignInResult.refused(Reason.CODE_INVALID).withPlatformCode(Optional.of("20071")));
  }

  @Test
  void areKnownByTheirUserIdAndHaveOnlyTheCompanysMailboxVerified() throws Exception {
    SignedIn signedIn = (SignedIn) redeem("developer");
    assertThat(signedIn.person())
        .isEqualTo(
            ExternalIdentity.of(platform.platformTenant(), "developer")
                .withName(Optional.of("开发工程师"))
                .withNickname(Optional.of("Developer"))
                .withPicture(
                    Optional.of(URI.create("https://pictures.sandbox.example/developer/240")))
                .withWorkEmail(Optional.of(ContactPoint.of("developer@sandbox.example", true)))
                .withPersonalEmail(Optional.of(ContactPoint.of("developer@home.example", false)))
                .withPhone(Optional.of(ContactPoint.of("+8613800000002", false)))
                .withDepartments(List.of("od-development")));
  }

  @Test
  void needNoMoreThanThePermissionsThatSigningInTakes() throws Exception {
    platform.sandbox().changeApp("scopes", String.join(" ", Scopes.SIGN_IN));
    ExternalIdentity person = ((SignedIn) redeem("developer")).person();
    assertThat(person.userId()).isEqualTo("developer");
    assertThat(person.name()).contains("开发工程师");
    assertThat(person.phone()).isEmpty();
    assertThat(person.departments()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "visitor, FOREIGN_COMPANY",
    "customer, FOREIGN_COMPANY",
    "office-clerk, NOT_IN_RANGE",
    "newcomer, NOT_A_MEMBER",
    "deleted-member, NOT_A_MEMBER",
    "disabled-member, LEFT_COMPANY",
    "former-colleague, LEFT_COMPANY",
    "gone-colleague, LEFT_COMPANY",
  })
  void areRefusedWhoeverDoesNotWorkHere(String person, Reason reason) throws Exception {
    assertThat(redeem(person))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void areRefusedWhenTheAppMayNotSeeThem() throws Exception {
    platform.sandbox().changeApp("contactRange", "od-operations");
    assertThat(redeem("developer"))
        .isEqualTo(
            SignInResult.refused(Reason.NOT_IN_RANGE).withPlatformCode(Optional.of("41050")));
    assertThat(redeem("oncall-engineer")).isInstanceOf(SignedIn.class);
  }

  @Test
  void areRefusedFromTheMomentTheyLeave() throws Exception {
    Connection connection = connect();
    assertThat(redeem(connection, "developer")).isInstanceOf(SignedIn.class);
    platform.sandbox().changeStatus("developer", "exited");
    assertThat(redeem(connection, "developer"))
        .isEqualTo(SignInResult.refused(Reason.LEFT_COMPANY));
  }

  private SignInResult redeem(String person) throws ProviderException {
    return redeem(connect(), person);
  }

  private SignInResult redeem(Connection connection, String person) throws ProviderException {
    return redeem(connection, platform.sandbox().code(person, Map.of()), VERIFIER, CALLBACK);
  }

  private SignInResult redeem(String code, String verifier, URI callback) throws ProviderException {
    return redeem(connect(), code, verifier, callback);
  }

  private static SignInResult redeem(
      Connection connection, String code, String verifier, URI callback) throws ProviderException {
    return connection
        .signIn()
        .orElseThrow()
        .redeem(
            Redemption.of(SignInMethod.BROWSER, Secret.of(code))
                .withCodeVerifier(Optional.of(Secret.of(verifier)))
                .withRedirectUri(Optional.of(callback)),
            Deadline.in(Duration.ofSeconds(5)));
  }

  /** Goes where the browser goes, as somebody who scans at once. */
  private String codeOfThePage(String person) throws Exception {
    URI page =
        connect()
            .signIn()
            .orElseThrow()
            .authorizationUri(
                AuthorizationRequest.of(
                    SignInMethod.BROWSER, CALLBACK, "abcdefghij0123456789", CHALLENGE, "en"));
    HttpResponse<Void> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(page + "&scan_as=" + person)).build(),
                HttpResponse.BodyHandlers.discarding());
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(CALLBACK + "?code=").endsWith("&state=abcdefghij0123456789");
    return location.replaceAll(".*[?]code=([^&]+)&.*", "$1");
  }

  private Connection connect() {
    Map<String, String> fields = new HashMap<>(platform.fields());
    Map<String, String> secrets = new HashMap<>();
    Set<String> names = Set.of("appSecret", "encryptKey", "verificationToken");
    names.forEach(name -> secrets.put(name, fields.getOrDefault(name, "")));
    fields.keySet().removeAll(names);
    return platform
        .provider()
        .connect(
            ConnectionSettings.of("test", fields, names),
            new TestProviderContext(secrets, settings, Clock.systemUTC()));
  }
}
