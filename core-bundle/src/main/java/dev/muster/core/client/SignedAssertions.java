package dev.muster.core.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.ClientAssertions;
import dev.muster.api.Clients;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.core.change.Changes;
import dev.muster.core.outgoing.OutgoingCalls;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Assertions, verified with the keys that a client entered or publishes. */
@Component(service = ClientAssertions.class)
public final class SignedAssertions implements ClientAssertions {
  private static final Logger LOG = LoggerFactory.getLogger(SignedAssertions.class);

  /** Signatures with a private key, of a strength that is not given up (RFC 8725, section 3.2). */
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256, JWSAlgorithm.PS256);

  /** How far ahead an assertion may expire: as long as each is remembered. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** By how much the client's clock may differ. */
  static final Duration SKEW = Duration.ofSeconds(60);

  /** In characters; a signature of RSA has some hundred. */
  private static final int MAX_ASSERTION = 8192;

  private final Clients clients;
  private final Repository<UsedAssertion> used;
  private final Digests digests;
  private final Changes changes;
  private final Guesses guesses;
  private final InstantSource clock;
  private final RemoteKeys remote;
  private final ClientAttempts attempts;

  /** Made by Declarative Services. */
  @Activate
  public SignedAssertions(
      @Reference Storage storage,
      @Reference Clients clients,
      @Reference TenantDirectory tenants,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference Guesses guesses,
      @Reference OutgoingCalls calls,
      @Reference InstantSource clock) {
    this.clients = clients;
    this.used = storage.repository(UsedAssertion.SCHEMA);
    this.digests = digests;
    this.changes = changes;
    this.guesses = guesses;
    this.clock = clock;
    this.remote = new RemoteKeys(calls, clock);
    this.attempts = new ClientAttempts(guesses, tenants, clock, LOG::info);
  }

  @Override
  public boolean accept(
      Caller caller, String tenant, String clientId, Secret assertion, Set<String> audiences) {
    Optional<Client> client = clients.find(tenant, clientId).map(Versioned::value);
    Guess guess = attempts.of(caller, tenant, clientId, client.isPresent());
    guesses.requireNoWait(guess);
    return attempts.judge(guess, fault(caller, tenant, client, assertion, audiences));
  }

  /** Empty if the assertion is right; then it is used up. */
  private Optional<ClientFault> fault(
      Caller caller,
      String tenant,
      Optional<Client> client,
      Secret assertion,
      Set<String> audiences) {
    if (client.isEmpty()) {
      return Optional.of(ClientFault.UNKNOWN_CLIENT);
    }
    if (!client.get().settings().authMethods().contains(AuthMethod.PRIVATE_KEY_JWT)) {
      return Optional.of(ClientFault.OTHER_METHOD);
    }
    Verdict verdict = verified(tenant, client.get(), assertion.reveal(), audiences);
    if (verdict instanceof Verdict.Wrong wrong) {
      return Optional.of(wrong.fault());
    }
    JWTClaimsSet claims = ((Verdict.Right) verdict).claims();
    return isFirstUse(caller, tenant, client.get().clientId(), claims)
        ? Optional.empty()
        : Optional.of(ClientFault.REPLAYED);
  }

  /** What an assertion is worth. */
  private sealed interface Verdict {
    record Right(JWTClaimsSet claims) implements Verdict {}

    record Wrong(ClientFault fault) implements Verdict {}
  }

  private Verdict verified(String tenant, Client client, String text, Set<String> audiences) {
    Optional<SignedJWT> parsed = parsed(text);
    if (parsed.isEmpty()) {
      return new Verdict.Wrong(ClientFault.MALFORMED);
    }
    SignedJWT assertion = parsed.get();
    if (!ALGORITHMS.contains(assertion.getHeader().getAlgorithm())) {
      return new Verdict.Wrong(ClientFault.ALGORITHM);
    }
    JWKSet keys = keys(tenant, client.settings(), assertion.getHeader());
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("client-authentication+jwt"), null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
    processor.setJWTClaimsSetVerifier(new OnTime(client.clientId(), audiences));
    try {
      return new Verdict.Right(processor.process(assertion, null));
    } catch (BadJWSException e) {
      return new Verdict.Wrong(ClientFault.SIGNATURE);
    } catch (WrongClaims e) {
      return new Verdict.Wrong(e.fault);
    } catch (BadJWTException e) {
      return new Verdict.Wrong(ClientFault.CLAIMS);
    } catch (BadJOSEException | JOSEException e) {
      boolean none =
          new JWKSelector(JWKMatcher.forJWSHeader(assertion.getHeader())).select(keys).isEmpty();
      return new Verdict.Wrong(none ? ClientFault.UNKNOWN_KEY : ClientFault.TYPE);
    }
  }

  private static Optional<SignedJWT> parsed(String text) {
    if (text.length() > MAX_ASSERTION) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignedJWT.parse(text));
    } catch (ParseException | RuntimeException e) { // a header that is JSON null, among others
      return Optional.empty();
    }
  }

  private JWKSet keys(String tenant, Client.Settings settings, JWSHeader header) {
    if (settings.jwksUri().isPresent()) {
      JWKSelector wanted = new JWKSelector(JWKMatcher.forJWSHeader(header));
      return remote
          .of(tenant, settings.jwksUri().get(), wanted)
          .orElseThrow(
              () ->
                  new ProblemException(
                      ProblemCode.UNAVAILABLE,
                      new Text(
                          "The client's keys cannot be read from its jwksUri.",
                          "无法从客户端的 jwksUri 读取其公钥。")));
    }
    return settings.jwks().flatMap(KeySets::read).map(KeySets.Read::keys).orElseGet(JWKSet::new);
  }

  /** RFC 7523, section 3, by our clock. */
  private final class OnTime extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final String clientId;
    private final Set<String> audiences;

    OnTime(String clientId, Set<String> audiences) {
      super(
          audiences,
          new JWTClaimsSet.Builder().issuer(clientId).subject(clientId).build(),
          Set.of("exp", "jti"),
          Set.of());
      setMaxClockSkew((int) SKEW.toSeconds());
      this.clientId = clientId;
      this.audiences = audiences;
    }

    /** What is wrong is found here, since the library's messages are not for programs to read. */
    @Override
    public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
      Optional<ClientFault> fault = fault(claims);
      if (fault.isPresent()) {
        throw new WrongClaims(fault.get());
      }
      super.verify(claims, context);
    }

    private Optional<ClientFault> fault(JWTClaimsSet claims) {
      if (claims.getExpirationTime() == null) {
        return Optional.of(ClientFault.NO_EXP);
      }
      Instant now = clock.instant();
      if (!until(claims).isAfter(now)) {
        return Optional.of(ClientFault.EXPIRED);
      }
      Optional<Instant> issued = Optional.ofNullable(claims.getIssueTime()).map(Date::toInstant);
      Optional<Instant> begins =
          Optional.ofNullable(claims.getNotBeforeTime()).map(Date::toInstant);
      if (Stream.concat(issued.stream(), begins.stream()).anyMatch(now.plus(SKEW)::isBefore)) {
        return Optional.of(ClientFault.NOT_YET);
      }
      if (claims.getAudience().stream().noneMatch(audiences::contains)) {
        return Optional.of(ClientFault.AUDIENCE);
      }
      if (claims.getAudience().size() != 1) {
        // whoever it is meant for as well could present it here (CVE-2025-27370)
        return Optional.of(ClientFault.SEVERAL_AUDIENCES);
      }
      if (!clientId.equals(claims.getIssuer()) || !clientId.equals(claims.getSubject())) {
        return Optional.of(ClientFault.ISSUER);
      }
      if (claims.getJWTID() == null || claims.getJWTID().isEmpty()) {
        return Optional.of(ClientFault.NO_JTI);
      }
      return Optional.of(ClientFault.EXP_TOO_FAR).filter(any -> lastsTooLong(claims, issued, now));
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }

  private static boolean lastsTooLong(JWTClaimsSet claims, Optional<Instant> issued, Instant now) {
    Instant latest = claims.getExpirationTime().toInstant().minus(LONGEST).minus(SKEW);
    return latest.isAfter(now) || issued.filter(latest::isAfter).isPresent();
  }

  /** Claims that do not hold. */
  private static final class WrongClaims extends BadJWTException {
    private static final long serialVersionUID = 1L;

    private final ClientFault fault;

    WrongClaims(ClientFault fault) {
      super(fault.id());
      this.fault = fault;
    }
  }

  private static Instant until(JWTClaimsSet claims) {
    return claims.getExpirationTime().toInstant().plus(SKEW);
  }

  /** Whoever reads that it was used before, or comes to store it as the second, is too late. */
  private boolean isFirstUse(Caller caller, String tenant, String clientId, JWTClaimsSet claims) {
    String id =
        digests.digest("client-assertion/" + tenant + "/" + clientId, Secret.of(claims.getJWTID()));
    return changes.make(
        caller,
        tenant,
        work -> {
          boolean first = used.find(tenant, id).isEmpty();
          if (first) {
            work.add(used.create(tenant, id, new UsedAssertion(until(claims))));
          }
          return () -> first;
        });
  }
}
