package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCError;
import dev.muster.api.Client;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Clients;
import dev.muster.api.PushedRequests;
import dev.muster.api.Versioned;
import dev.muster.web.http.Parameters;
import dev.muster.web.oidc.AuthorizeRequest.Prompt;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads authorization requests. The client and the redirect URI are looked at first: only when both
 * are right may anything, even an error, be sent there (RFC 6749, section 4.1.2.1).
 */
public final class AuthorizeRequests {
  /**
   * How the person whom an {@code id_token_hint} names travels over the sign-in's pages, and is
   * kept with a pushed request: the hint is long, and was verified. Whoever writes one by hand gets
   * fewer answers, never more.
   */
  static final String USER = "hinted_user";

  private static final String UI_LOCALES = "ui_locales";

  /** What the library reads. */
  private static final List<String> PARSED =
      List.of(
          "client_id",
          "redirect_uri",
          "response_type",
          "scope",
          "code_challenge",
          "code_challenge_method");

  /**
   * What is looked at, which may be there once (RFC 6749, section 3.1). Everything else is ignored,
   * however often it is there, as with {@code resource} (RFC 8707, section 2).
   */
  private static final List<String> READ =
      Stream.concat(
              PARSED.stream(),
              Stream.of(
                  "state",
                  "nonce",
                  "prompt",
                  "max_age",
                  UI_LOCALES,
                  "login_hint",
                  "identity_source",
                  "id_token_hint",
                  USER,
                  "response_mode",
                  "claims",
                  "request",
                  "request_uri",
                  "registration"))
          .toList();

  /** The longest address of an email (RFC 5321), in characters: a longer hint is none. */
  private static final int MAX_HINT = 254;

  /**
   * The longest request as it is written into an address, in characters: what goes back to the
   * client, or on to a page of ours, has to fit into the header of an answer (16 384 bytes with its
   * cookies).
   */
  static final int MAX_REQUEST = 12_000;

  private static final Pattern S256_CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** On the sign-in's pages: the language may be one that the person chose there. */
  static final String CONTINUED = "continued";

  private final Clients clients;
  private final PushedRequests pushed;

  /**
   * Creates an instance.
   *
   * @param clients the clients
   * @param pushed what they sent ahead
   */
  public AuthorizeRequests(Clients clients, PushedRequests pushed) {
    this.clients = clients;
    this.pushed = pushed;
  }

  /** What became of reading. */
  public sealed interface Result {
    /**
     * The request is good.
     *
     * @param request the request
     */
    record Valid(AuthorizeRequest request) implements Result {}

    /**
     * The client can be told that the request is not good.
     *
     * @param redirectUri where to
     * @param responseMode how
     * @param state the client's
     * @param error what is wrong
     */
    record Refused(
        URI redirectUri, ResponseMode responseMode, Optional<String> state, ErrorObject error)
        implements Result {}

    /**
     * Nobody but the person can be told: the client or where to send them is not known.
     *
     * @param reason what is wrong
     */
    record Untrusted(Reason reason) implements Result {}
  }

  /** Why an answer cannot be sent anywhere. */
  public enum Reason {
    /** A parameter that must be known is there twice. */
    DUPLICATE,
    /** It is longer than an answer could be. */
    TOO_LONG,
    /** There is no such client. */
    CLIENT,
    /** The redirect URI is missing. */
    NO_REDIRECT_URI,
    /** The redirect URI is not one of the client's. */
    REDIRECT_URI,
    /** The pushed request has expired, was answered, or is none of the client's. */
    REQUEST_URI
  }

  /**
   * Reads a request.
   *
   * @param tenant the tenant's id
   * @param parameters what was sent
   * @return the request, or what is wrong with it
   */
  public Result read(String tenant, Parameters parameters) {
    if (Queries.write(parameters).length() > MAX_REQUEST) {
      return new Result.Untrusted(Reason.TOO_LONG);
    }
    Optional<String> uri = pushedUri(parameters);
    if (uri.isEmpty()) {
      return read(tenant, parameters, false);
    }
    if (parameters.all("client_id").size() > 1) {
      return new Result.Untrusted(Reason.DUPLICATE);
    }
    return parameters
        .one("client_id")
        .flatMap(client -> pushed.find(tenant, client, uri.get()))
        .map(
            begun ->
                as(
                    read(tenant, together(Parameters.parse(begun.parameters()), parameters), true),
                    new AuthorizeRequest.Pushed(uri.get(), begun.at())))
        .orElseGet(() -> new Result.Untrusted(Reason.REQUEST_URI));
  }

  private static Result as(Result read, AuthorizeRequest.Pushed how) {
    return read instanceof Result.Valid valid
        ? new Result.Valid(valid.request().pushedAs(how))
        : read;
  }

  /**
   * The {@code request_uri} of a pushed request; any other one is refused when the rest is read.
   *
   * @param parameters what was sent
   * @return the address, if it is one of ours
   */
  static Optional<String> pushedUri(Parameters parameters) {
    List<String> uris = parameters.all("request_uri");
    return uris.size() == 1
        ? Optional.of(uris.get(0)).filter(uri -> uri.startsWith(PushedRequests.PREFIX))
        : Optional.empty();
  }

  /**
   * What was pushed counts alone, whatever the browser brings (RFC 9126, section 4): only the
   * language is the person's to choose.
   */
  private static Parameters together(Parameters request, Parameters sent) {
    if (sent.all(CONTINUED).isEmpty()) {
      return request;
    }
    StringBuilder query = new StringBuilder(400);
    for (String name : request.names()) {
      if (!name.equals(UI_LOCALES)) {
        request.all(name).forEach(value -> Queries.add(query, name, value));
      }
    }
    sent.all(UI_LOCALES).forEach(value -> Queries.add(query, UI_LOCALES, value));
    return Parameters.parse(query.toString());
  }

  /** Reads what a client pushes; the same rules hold. */
  Result readPushed(String tenant, Parameters parameters) {
    return read(tenant, parameters, true);
  }

  private Result read(String tenant, Parameters parameters, boolean byPush) {
    if (parameters.all("client_id").size() > 1 || parameters.all("redirect_uri").size() > 1) {
      return new Result.Untrusted(Reason.DUPLICATE);
    }
    Optional<Client> client =
        parameters.one("client_id").flatMap(id -> clients.find(tenant, id)).map(Versioned::value);
    if (client.isEmpty()) {
      return new Result.Untrusted(Reason.CLIENT);
    }
    Optional<String> redirectUri = parameters.one("redirect_uri");
    if (redirectUri.filter(uri -> !uri.isEmpty()).isEmpty()) {
      return new Result.Untrusted(Reason.NO_REDIRECT_URI);
    }
    if (!RedirectUris.registered(client.get(), redirectUri.get())) {
      return new Result.Untrusted(Reason.REDIRECT_URI);
    }
    List<String> states = parameters.all("state");
    Optional<String> state =
        states.size() == 1
            ? Optional.of(states.get(0)).filter(s -> !s.isEmpty())
            : Optional.empty();
    URI redirect = URI.create(redirectUri.get());
    Optional<ResponseMode> mode = ResponseMode.of(parameters, redirect);
    ResponseMode answered = mode.orElse(ResponseMode.QUERY);
    try {
      if (mode.isEmpty()) {
        throw refuse(OAuth2Error.INVALID_REQUEST, "The response_mode is not supported here");
      }
      if (!byPush && client.get().settings().requirePushedAuthorizationRequests()) {
        throw refuse(OAuth2Error.INVALID_REQUEST, "The client has to push its requests (RFC 9126)");
      }
      return new Result.Valid(parse(client.get(), redirectUri.get(), state, answered, parameters));
    } catch (ParseException e) {
      ErrorObject error =
          Optional.ofNullable(e.getErrorObject()).orElse(OAuth2Error.INVALID_REQUEST);
      return new Result.Refused(redirect, answered, state, error);
    } catch (IllegalArgumentException e) {
      // The library's values refuse what is blank.
      return new Result.Refused(redirect, answered, state, OAuth2Error.INVALID_REQUEST);
    }
  }

  private static AuthorizeRequest parse(
      Client client,
      String redirectUri,
      Optional<String> state,
      ResponseMode responseMode,
      Parameters parameters)
      throws ParseException {
    if (!client.settings().grantTypes().contains(GrantType.AUTHORIZATION_CODE)) {
      throw refuse(
          OAuth2Error.UNAUTHORIZED_CLIENT, "The client is not registered for authorization_code");
    }
    if (parameters.repeats(READ)) {
      throw refuse(OAuth2Error.INVALID_REQUEST, "A parameter is given more than once");
    }
    refuseWhatIsNotOffered(parameters);
    Map<String, List<String>> read = new HashMap<>();
    for (String name : PARSED) {
      parameters.filled(name).ifPresent(value -> read.put(name, List.of(value)));
    }
    Set<Prompt> prompt = prompts(parameters.filled("prompt"));
    Optional<Duration> maxAge = maxAge(parameters.filled("max_age"));
    AuthenticationRequest request = AuthenticationRequest.parse(read);
    Set<String> scope =
        Scopes.allowed(client.settings(), Set.copyOf(request.getScope().toStringList()));
    if (!client.settings().firstParty() && !prompt.contains(Prompt.CONSENT)) {
      // OpenID Connect Core, section 11: ignored where the person is not asked
      scope.remove(Scopes.OFFLINE_ACCESS);
    }
    Optional<String> asked = parameters.filled("claims");
    ClaimsParameter claims =
        asked.isEmpty()
            ? ClaimsParameter.NONE
            : ClaimsParameter.read(asked.get(), grantable(client, scope));
    return new AuthorizeRequest(
        client,
        redirectUri,
        scope,
        state,
        parameters.filled("nonce"),
        challenge(client, request),
        prompt,
        maxAge,
        user(parameters.filled(USER), claims.subject()),
        parameters.filled("identity_source"),
        parameters.filled(UI_LOCALES),
        parameters.filled("login_hint").filter(hint -> hint.length() <= MAX_HINT),
        claims,
        responseMode,
        parameters.filled("id_token_hint"),
        Optional.empty());
  }

  /**
   * Of which scopes it may be given claims by their names: of what people are asked to consent to,
   * or of all where nobody is asked.
   */
  private static Set<String> grantable(Client client, Set<String> scope) {
    return client.settings().firstParty() ? client.settings().scopes() : scope;
  }

  /** Two who are demanded are never the same person. */
  private static Optional<String> user(Optional<String> hinted, Optional<String> claimed)
      throws ParseException {
    if (hinted.isPresent() && claimed.isPresent() && !hinted.equals(claimed)) {
      throw refuse(OIDCError.LOGIN_REQUIRED, "The request demands two people");
    }
    return hinted.or(() -> claimed);
  }

  private static void refuseWhatIsNotOffered(Parameters parameters) throws ParseException {
    if (parameters.filled("response_type").filter(type -> !type.equals("code")).isPresent()) {
      throw refuse(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE, "The response_type must be code");
    }
    Optional<String> scope = parameters.filled("scope");
    if (scope.isPresent() && !List.of(scope.get().split(" +", -1)).contains(Scopes.OPENID)) {
      throw refuse(OAuth2Error.INVALID_SCOPE, "The scope must contain openid");
    }
    if (parameters.filled("request").isPresent()) {
      throw refuse(OAuth2Error.REQUEST_NOT_SUPPORTED, "Request objects are not supported");
    }
    if (parameters.filled("request_uri").isPresent()) {
      throw refuse(OAuth2Error.REQUEST_URI_NOT_SUPPORTED, "Request objects are not supported");
    }
    if (parameters.filled("registration").isPresent()) {
      throw refuse(OIDCError.REGISTRATION_NOT_SUPPORTED, "Registration is not supported");
    }
  }

  /** RFC 7636, section 4.3; {@code plain} protects nothing that the address bar shows. */
  private static Optional<String> challenge(Client client, AuthenticationRequest request)
      throws ParseException {
    CodeChallenge challenge = request.getCodeChallenge();
    if (challenge == null && !client.settings().needsPkce()) {
      return Optional.empty();
    }
    if (challenge == null) {
      throw refuse(OAuth2Error.INVALID_REQUEST, "PKCE is required: code_challenge is missing");
    }
    if (!CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())) {
      throw refuse(OAuth2Error.INVALID_REQUEST, "The code_challenge_method must be S256");
    }
    if (!S256_CHALLENGE.matcher(challenge.getValue()).matches()) {
      throw refuse(OAuth2Error.INVALID_REQUEST, "The code_challenge is not valid for S256");
    }
    return Optional.of(challenge.getValue());
  }

  private static Set<Prompt> prompts(Optional<String> values) throws ParseException {
    Set<Prompt> prompts = EnumSet.noneOf(Prompt.class);
    if (values.isEmpty()) {
      return prompts;
    }
    for (String value : values.get().trim().split(" +", -1)) {
      prompts.add(
          switch (value) {
            case "none" -> Prompt.NONE;
            case "login" -> Prompt.LOGIN;
            case "consent" -> Prompt.CONSENT;
            case "select_account" -> Prompt.SELECT_ACCOUNT;
            default -> throw refuse(OAuth2Error.INVALID_REQUEST, "The prompt is not supported");
          });
    }
    if (prompts.contains(Prompt.NONE) && prompts.size() > 1) {
      throw refuse(OAuth2Error.INVALID_REQUEST, "The prompt none cannot be combined with others");
    }
    return prompts;
  }

  private static Optional<Duration> maxAge(Optional<String> value) throws ParseException {
    if (value.isPresent() && !value.get().matches("[0-9]{1,9}")) {
      throw refuse(OAuth2Error.INVALID_REQUEST, "The max_age must be a number of seconds");
    }
    return value.map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  private static ParseException refuse(ErrorObject error, String description) {
    return new ParseException(description, error.setDescription(description));
  }
}
