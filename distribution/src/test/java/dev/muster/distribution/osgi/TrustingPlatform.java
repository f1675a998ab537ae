package dev.muster.distribution.osgi;

import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInResult;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A platform whose codes are the ids of people: everybody is who they say. */
final class TrustingPlatform implements ChatProvider {
  static final String ID = "trusting";
  private static final Text NAME = new Text("Trusting", "信任");

  @Override
  public PlatformDescriptor descriptor() {
    Field company = Field.text("company", NAME, NAME);
    return PlatformDescriptor.of(ID, NAME)
        .withBindingFields(List.of(company.asRequired().asIdentifying()))
        .withSourceFields(List.of(company.asInherited()))
        .withSignIn(SignInAbility.of(Set.of(SignInMethod.BROWSER)));
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    return new Trusting(settings.require("company"));
  }

  private record Trusting(String company) implements Connection, SignIn {
    @Override
    public CheckReport check(CheckEnvironment environment, Deadline deadline) {
      return CheckReport.of(List.of());
    }

    @Override
    public Optional<SignIn> signIn() {
      return Optional.of(this);
    }

    @Override
    public URI authorizationUri(AuthorizationRequest request) {
      return URI.create("https://trusting.example/");
    }

    @Override
    public SignInResult redeem(Redemption redemption, Deadline deadline) {
      return SignInResult.signedIn(ExternalIdentity.of(company, redemption.code().reveal()));
    }
  }
}
