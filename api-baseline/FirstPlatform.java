package com.example.first;

import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.hook.ClaimsContributor;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.hook.SignInPolicy;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.Text;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A platform, a policy and a contributor of claims as the first SPI had them. */
public final class FirstPlatform implements BundleActivator {
  private static final Text NAME = new Text("First", "首个");

  @Override
  public void start(BundleContext context) {
    context.registerService(ChatProvider.class, new Provider(), null);
    context.registerService(
        SignInPolicy.class,
        attempt ->
            attempt.person().userId().equals("nobody")
                ? SignInPolicy.Verdict.refuse(NAME)
                : SignInPolicy.Verdict.allow(),
        null);
    context.registerService(
        ClaimsContributor.class, subject -> Map.of("first_tenant", subject.tenant()), null);
  }

  @Override
  public void stop(BundleContext context) {}

  private static final class Provider implements ChatProvider {
    @Override
    public PlatformDescriptor descriptor() {
      Field company = Field.text("company", NAME, NAME);
      return PlatformDescriptor.of("first", NAME)
          .withBindingFields(List.of(company.asRequired().asIdentifying()))
          .withSourceFields(List.of(company.asInherited()))
          .withSignIn(SignInAbility.of(Set.of(SignInMethod.BROWSER)));
    }

    @Override
    public Connection connect(ConnectionSettings settings, ProviderContext context) {
      return new First(settings.require("company"), context);
    }
  }

  private record First(String company, ProviderContext context) implements Connection, SignIn {
    @Override
    public CheckReport check(CheckEnvironment environment, Deadline deadline) {
      return CheckReport.of(List.of(CheckReport.Step.passed("first", NAME)));
    }

    @Override
    public Optional<SignIn> signIn() {
      return Optional.of(this);
    }

    @Override
    public URI authorizationUri(AuthorizationRequest request) {
      return URI.create("https://first.example/?state=" + request.state());
    }

    @Override
    public SignInResult redeem(Redemption redemption, Deadline deadline) {
      return SignInResult.signedIn(
          ExternalIdentity.of(company, redemption.code().reveal())
              .withName(context.setting("greeting")));
    }
  }
}
