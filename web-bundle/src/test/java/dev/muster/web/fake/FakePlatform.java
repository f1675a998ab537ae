package dev.muster.web.fake;

import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.InAppPage;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInResult;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A platform whose codes say who comes: {@code ok-alice} is Alice; others are no codes. */
public final class FakePlatform implements ChatProvider {
  private static final String ICON =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32'"
          + " rx='8' fill='#2f6fed'/><path d='M9 10h14v9H15l-4 4v-4H9z' fill='#fff'/></svg>";

  private final PlatformDescriptor descriptor;
  private final Set<String> redeemed = new HashSet<>();
  private Optional<InAppPage> inAppPage = Optional.empty();

  FakePlatform(String id, String userAgentMarker, String codeParameter) {
    List<String> fields = List.of("schema", "corpId", "agentId");
    Text text = new Text(id, id);
    descriptor =
        PlatformDescriptor.of(id, text)
            .withIcon(ICON)
            .withSourceFields(
                Stream.concat(
                        fields.stream().map(field -> Field.text(field, text, text)),
                        Stream.of(Field.secret("secret", text, text)))
                    .toList())
            .withSignIn(
                SignInAbility.of(Set.of(SignInMethod.values()))
                    .withUserAgentMarkers(Set.of(userAgentMarker))
                    .withCodeParameters(List.of(codeParameter))
                    .withMobileConfigFields(fields));
  }

  /** Asks for codes by a script on a page of ours. */
  public void asksByScript(InAppPage page) {
    inAppPage = Optional.of(page);
  }

  /** Gives out again what it gave out once. */
  public void forgetCodes() {
    redeemed.clear();
  }

  @Override
  public PlatformDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    return new Connection() {
      @Override
      public CheckReport check(CheckEnvironment environment, Deadline deadline) {
        return CheckReport.of(List.of());
      }

      @Override
      public Optional<SignIn> signIn() {
        return Optional.of(new Codes());
      }
    };
  }

  /** Of whom a person can be made without a fault of this platform's own. */
  private static final Pattern PEOPLE = Pattern.compile("ok-[!-~]{1,60}");

  private final class Codes implements SignIn {
    @Override
    public URI authorizationUri(AuthorizationRequest request) {
      return URI.create("https://platform.example/authorize?state=" + request.state());
    }

    @Override
    public Optional<InAppPage> inAppPage() {
      return inAppPage;
    }

    @Override
    public SignInResult redeem(Redemption redemption, Deadline deadline) {
      String code = redemption.code().reveal();
      return PEOPLE.matcher(code).matches() && isNew(redemption)
          ? SignInResult.signedIn(person(code.substring("ok-".length())))
          : SignInResult.refused(SignInResult.Reason.CODE_INVALID);
    }
  }

  /** An app's code counts once; in a browser the core sees to it that nothing comes twice. */
  private boolean isNew(SignIn.Redemption redemption) {
    return redemption.method() != SignInMethod.MOBILE || redeemed.add(redemption.code().reveal());
  }

  private static ExternalIdentity person(String name) {
    return ExternalIdentity.of("ww1", name)
        .withName(Optional.of(name.equals("alice") ? "Alice <b>Li</b>" : name))
        .withWorkEmail(Optional.of(ContactPoint.of(name + "@corp.example", true)))
        .withPhone(Optional.of(ContactPoint.of("+8613800000000", false)))
        .withPicture(
            Optional.of(
                URI.create(
                    "https://img.example/" + URLEncoder.encode(name, StandardCharsets.UTF_8))))
        .withDepartments(List.of("1", "7"));
  }
}
