package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.InApp;
import dev.muster.api.SignIns.Refusal;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.throttle.CodeGuesses;
import dev.muster.core.throttle.CodeGuesses.Verdict;
import dev.muster.core.throttle.PerMinute;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.InAppPage;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignIn.AuthorizationRequest;
import dev.muster.spi.platform.SignIn.Redemption;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInAbility.ContactField;
import dev.muster.spi.platform.SignInResult;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a platform is asked: where the browser goes, and then, as the first step, whose code came.
 */
@Component(service = PlatformIdentification.class)
public final class PlatformIdentification {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformIdentification.class);

  /**
   * How long everything about a code may take: its provider to come back, and several calls of 5 s
   * at most. A provider that is replaced is waited for as long ({@code PlatformLimits.drain}).
   */
  private static final Duration CODE_TIME = Duration.ofSeconds(8);

  /** How long a provider may take to come back for an address. */
  private static final Duration ADDRESS_TIME = Duration.ofSeconds(5);

  private static final int MAX_CODE = 2048;

  /** Of a tenant's source: while a platform fails, anybody can have one written with each code. */
  static final int LINES_PER_MINUTE = 60;

  private final Credentials credentials;
  private final Connections connections;
  private final CodeGuesses guesses;
  private final PerMinute lines;

  /** Made by Declarative Services. */
  @Activate
  public PlatformIdentification(
      @Reference Credentials credentials,
      @Reference Connections connections,
      @Reference CodeGuesses guesses,
      @Reference InstantSource clock) {
    this.credentials = credentials;
    this.connections = connections;
    this.guesses = guesses;
    this.lines = new PerMinute(LINES_PER_MINUTE, clock);
  }

  /** Where the browser goes, and by which page of ours if by one. */
  record Destination(URI location, Optional<InApp> inApp) {}

  /**
   * Where a browser goes to sign in by a source.
   *
   * @throws ProblemException {@code NOT_FOUND}, {@code PLATFORM_UNAVAILABLE}, {@code INVALID_VALUE}
   *     if the platform's page cannot be addressed
   */
  Destination destination(String tenant, String source, AuthorizationRequest request) {
    Binding binding =
        credentials
            .ofSource(tenant, source)
            .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE));
    try {
      return connections.local(
          binding,
          Deadline.in(ADDRESS_TIME),
          (connection, descriptor) -> {
            SignIn signIn = signIn(connection);
            Optional<InAppPage> page =
                request.method() == SignInMethod.IN_APP ? signIn.inAppPage() : Optional.empty();
            return page.isPresent()
                ? new Destination(
                    request.redirectUri(), Optional.of(inApp(page.get(), binding, descriptor)))
                : new Destination(signIn.authorizationUri(request), Optional.empty());
          });
    } catch (ProviderException e) {
      throw new ProblemException(
          ProblemCode.INVALID_VALUE,
          new Text(
              "The platform's sign-in page cannot be addressed with this source's settings.",
              "无法用该身份源的设置生成平台登录页的地址。"));
    }
  }

  private static InApp inApp(InAppPage page, Binding binding, PlatformDescriptor descriptor) {
    Map<String, String> config = new HashMap<>(binding.fields());
    config
        .keySet()
        .retainAll(descriptor.signIn().map(SignInAbility::mobileConfigFields).orElse(List.of()));
    return new InApp(page, config);
  }

  /** What a platform made of a code. */
  private record Redeemed(
      SignInResult result, boolean userIdIgnoresCase, Set<ContactField> vouchedFor) {}

  /**
   * Has a code redeemed.
   *
   * @return whom it shows
   * @throws ProblemException {@code THROTTLED} if too many codes from this address were none
   */
  Answer identify(SignInContext context, Redemption redemption) {
    if (redemption.code().reveal().length() > MAX_CODE) {
      return Answer.Nobody.invalid();
    }
    IdentitySource source = context.source();
    Caller caller = context.caller();
    Optional<Binding> binding = credentials.ofSource(context.tenant(), source.id());
    if (binding.isEmpty()) {
      return Answer.Nobody.refused(Refusal.SOURCE_DISABLED);
    }
    Redeemed redeemed;
    Deadline deadline = Deadline.in(CODE_TIME);
    CodeGuesses.Attempt attempt = guesses.begin(context.tenant(), source.id(), caller.address());
    Verdict verdict = Verdict.UNKNOWN;
    try {
      redeemed =
          connections.call(
              binding.get(),
              deadline,
              (connection, descriptor) ->
                  new Redeemed(
                      signIn(connection).redeem(redemption, deadline),
                      descriptor.userIdIgnoresCase(),
                      vouchedFor(descriptor, redemption.method())));
      verdict = Verdict.of(redeemed.result());
    } catch (ProviderException e) {
      verdict = Verdict.of(e);
      logFailure(context, e.code() + " " + e.platformCode().orElse("") + ", " + e.getMessage());
      return Outcomes.failed(e);
    } catch (ProblemException e) {
      logFailure(context, e.code().toString());
      return Answer.Nobody.failed(Outcomes.fault(e), false);
    } finally {
      attempt.end(verdict);
    }
    if (redeemed.result() instanceof SignInResult.Refused refused) {
      return Outcomes.refused(refused);
    }
    Optional<ExternalIdentity> person =
        Persons.checked(
            ((SignInResult.SignedIn) redeemed.result()).person(), redeemed.vouchedFor());
    if (person.isEmpty()) {
      logFailure(context, "the platform's id of the person or the company cannot be stored");
      return Answer.Nobody.failed(Fault.UNAVAILABLE, true);
    }
    return new Answer.Member(
        new SignInProgress(context, person.get(), redeemed.userIdIgnoresCase(), Map.of()));
  }

  /** A platform that says nothing of it beforehand says it with each person. */
  private static Set<ContactField> vouchedFor(PlatformDescriptor descriptor, SignInMethod method) {
    return descriptor
        .signIn()
        .map(SignInAbility::vouchedFor)
        .map(fields -> fields.get(method))
        .orElseGet(() -> EnumSet.allOf(ContactField.class));
  }

  private void logFailure(SignInContext context, String what) {
    IdentitySource source = context.source();
    if (lines.allows(context.tenant() + "/" + source.id())) {
      LOG.warn(
          "Sign-in by {} failed: {} ({})",
          source.platform(),
          what,
          context.caller().correlationId());
    }
  }

  private static SignIn signIn(Connection connection) throws ProviderException {
    return connection.signIn().orElseThrow(Outcomes::noSignIn);
  }
}
