package dev.muster.web.oidc;

import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Installation;
import dev.muster.api.Interactions;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.SigningKeys;
import dev.muster.api.Versioned;
import dev.muster.spi.Secret;
import dev.muster.web.http.JsonObject;
import dev.muster.web.http.Language;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import dev.muster.web.outcome.NotSignedIn;
import dev.muster.web.outcome.SignInFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where a native app goes on after {@code interaction_required}: it sends what its person answers,
 * and gets our tokens. The key in the address is what the app shows for itself.
 */
@Component(service = Routes.class)
public final class InteractionEndpoint implements Routes {
  /** The longest code or verifier of a platform, in characters; nothing else is as long. */
  private static final int MAX_TEXT = 2048;

  private static final String ADDRESS = "/t/{tenant}/login/interactions/{key}";

  private final Interactions interactions;
  private final Clients clients;
  private final TokenAnswers answers;

  /**
   * Made by Declarative Services.
   *
   * @param installation settings
   * @param clients the clients
   * @param interactions sign-ins that wait for their person
   * @param keys the keys
   * @param contributed what hooks tell clients
   * @param clock the time
   */
  @Activate
  public InteractionEndpoint(
      @Reference Installation installation,
      @Reference Clients clients,
      @Reference Interactions interactions,
      @Reference SigningKeys keys,
      @Reference ContributedClaims contributed,
      @Reference InstantSource clock) {
    this.interactions = interactions;
    this.clients = clients;
    this.answers =
        new TokenAnswers(new IdTokens(keys, contributed, clock), new Issuers(installation));
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route("POST", ADDRESS, OAuthError.FORM_BYTES, OAuthError::answer, this::post),
        Route.of("OPTIONS", ADDRESS, OAuthError::answer, Cors::preflight));
  }

  private Response post(Request request) {
    return Cors.open(answered(request));
  }

  private Response answered(Request request) {
    String tenant = request.path("tenant");
    Optional<Reply> reply = reply(request.json(), request.language());
    if (reply.isEmpty()) {
      return OAuthError.invalidRequest(
          "The choice is missing, or what the proof needs: username and password, username or code,"
              + " or identity_source and code");
    }
    Answered<Tokens> answered =
        interactions.answer(
            new Interactions.Presenter(
                request.caller("system"),
                tenant,
                request.header("User-Agent").orElse(""),
                List.of()),
            Secret.of(request.path("key")),
            reply.get());
    if (answered instanceof Answered.WrongProof<Tokens> wrong) {
      return OAuthError.of(
          400,
          "invalid_proof",
          "It does not prove that an account is theirs",
          Map.of("attemptsLeft", wrong.attemptsLeft()));
    }
    if (answered instanceof Answered.CodeSent<Tokens> sent) {
      return Response.json(202, Map.of("sent", true, "expiresIn", sent.expiresIn().toSeconds()))
          .with("Pragma", "no-cache");
    }
    return NotSignedIn.answer(
        ((Answered.Done<Tokens>) answered).outcome(),
        signedIn ->
            signedIn
                .granted()
                .flatMap(
                    tokens ->
                        client(tenant, tokens).map(client -> answers.of(tenant, client, tokens)))
                .orElseGet(InteractionEndpoint::invalid),
        otherwise ->
            otherwise.failure() == SignInFailure.INVALID
                ? invalid()
                : TokenAnswers.not(request, otherwise));
  }

  private Optional<Client> client(String tenant, Tokens tokens) {
    return clients.find(tenant, tokens.access().clientId()).map(Versioned::value);
  }

  private static Response invalid() {
    return OAuthError.of(
        400, "invalid_interaction", "The key was used, has expired, or is not one of this tenant");
  }

  private static Optional<String> filled(JsonObject body, String name) {
    return body.text(name).filter(text -> !text.isEmpty() && text.length() <= MAX_TEXT);
  }

  private static Optional<Reply> reply(JsonObject body, Language language) {
    String choice = filled(body, "choice").orElse("");
    String proof = filled(body, "proof").orElse("");
    if (choice.equals("create")) {
      return Optional.of(new Reply.Create());
    }
    if (!choice.equals("bind")) {
      return Optional.empty();
    }
    return switch (proof) {
      case "password" ->
          filled(body, "username")
              .flatMap(
                  name ->
                      filled(body, "password")
                          .map(password -> new Reply.Password(name, Secret.of(password))));
      case "code" ->
          filled(body, "code")
              .<Reply>map(code -> new Reply.Code(Secret.of(code)))
              .or(
                  () ->
                      filled(body, "username")
                          .map(name -> new Reply.SendCode(name, language.tag())));
      case "identity-source" ->
          filled(body, "identity_source")
              .flatMap(
                  source ->
                      filled(body, "code")
                          .map(
                              code ->
                                  new Reply.Source(
                                      source,
                                      Secret.of(code),
                                      filled(body, "code_verifier").map(Secret::of))));
      default -> Optional.empty();
    };
  }
}
