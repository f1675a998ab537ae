package dev.muster.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs a person in to a native app, and keeps what the app was given.
 *
 * <ol>
 *   <li>{@link #mobileConfig} says what the platform's SDK has to be started with.
 *   <li>The app asks the platform's SDK for a code, and hands it to {@link #signIn(String,
 *       String)}.
 *   <li>Where the person has to do something first, the app asks them and calls {@link #create},
 *       {@link #bindByPassword}, {@link #sendCode} and {@link #bindByCode}, or {@link
 *       #bindBySource}.
 *   <li>{@link #accessToken} is good for calls from then on.
 * </ol>
 *
 * <p>Thread-safe; calls block, for at most the timeout each. The client is a public one ({@code
 * tokenEndpointAuthMethod: "none"}): an app holds no secret.
 */
public final class MusterClient {
  private static final String PLATFORM_CODE = "urn:muster:oauth:grant-type:platform-code";
  private static final long SOON_MILLIS = 30_000;
  private static final int DEFAULT_TIMEOUT_MILLIS = 15_000;

  private final String issuer;
  private final String clientId;
  private final String scope;
  private final TokenStorage storage;
  private final Calls calls;
  private final Object lock = new Object();

  private MusterClient(
      String issuer, String clientId, String scope, TokenStorage storage, Calls calls) {
    this.issuer = issuer;
    this.clientId = clientId;
    this.scope = scope;
    this.storage = storage;
    this.calls = calls;
  }

  /**
   * Begins to set one up.
   *
   * @param issuer the tenant's issuer, such as {@code https://muster.example.com/t/acme}
   * @param clientId the app's client id
   * @return a builder
   */
  public static Builder of(String issuer, String clientId) {
    return new Builder(issuer, clientId);
  }

  /** A client in the making; of one thread. */
  public static final class Builder {
    private final String issuer;
    private final String clientId;
    private String scope = "openid profile";
    private TokenStorage storage = TokenStorage.inMemory();
    private int timeoutMillis = DEFAULT_TIMEOUT_MILLIS;
    private String userAgent = "muster-sdk";

    private Builder(String issuer, String clientId) {
      this.issuer = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
      this.clientId = clientId;
    }

    /**
     * For what tokens are asked for.
     *
     * @param scopes with blanks between, {@code openid} among them
     * @return this
     */
    public Builder scope(String scopes) {
      scope = scopes;
      return this;
    }

    /**
     * Where tokens are kept.
     *
     * @param place the app's own storage; without it they last as long as the process
     * @return this
     */
    public Builder storage(TokenStorage place) {
      storage = place;
      return this;
    }

    /**
     * How long the server may take to be reached, and to answer.
     *
     * @param millis milliseconds, more than 0
     * @return this
     */
    public Builder timeoutMillis(int millis) {
      if (millis <= 0) {
        throw new IllegalArgumentException("The timeout is more than 0");
      }
      timeoutMillis = millis;
      return this;
    }

    /**
     * What the app calls itself: people see it in the list of their sessions.
     *
     * @param name such as {@code Wiki/3.2 (Android 15)}
     * @return this
     */
    public Builder userAgent(String name) {
      userAgent = name;
      return this;
    }

    /**
     * Makes it. Nothing is asked of the server.
     *
     * @return the client
     * @throws IllegalArgumentException if the issuer is neither https nor on this machine: what
     *     comes from it is believed because of TLS
     */
    public MusterClient build() {
      if (!issuer.matches("https://.+|http://(localhost|127\\.0\\.0\\.1|\\[::1])([:/].*)?")) {
        throw new IllegalArgumentException("The issuer is an https address");
      }
      return new MusterClient(
          issuer, clientId, scope, storage, new Calls(timeoutMillis, userAgent));
    }
  }

  /**
   * What the platform's SDK has to be started with.
   *
   * @param source the identity source's id
   * @return values by name, such as {@code schema}, {@code corpId} and {@code agentId}; no secret
   * @throws MusterException {@code not-found} if the source is not there or not for native apps
   */
  public Map<String, String> mobileConfig(String source) throws MusterException {
    Calls.Answer answer =
        calls.get(issuer + "/login/" + Calls.encode(source) + "/mobile-config", "");
    if (!answer.ok()) {
      throw answer.problem();
    }
    Map<String, String> config = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : answer.body.entrySet()) {
      if (entry.getValue() instanceof String) {
        config.put(entry.getKey(), (String) entry.getValue());
      }
    }
    return Collections.unmodifiableMap(config);
  }

  /**
   * Signs somebody in with a code that the platform's SDK gave the app.
   *
   * @param source the identity source's id
   * @param code the code; it works once, and not for long
   * @return who is signed in, or what they have to do first
   * @throws MusterException {@code access_denied} if they may not, {@code invalid_grant} if the
   *     code is worth nothing, {@code temporarily_unavailable} if the platform does not answer
   */
  public SignInResult signIn(String source, String code) throws MusterException {
    return signIn(source, code, "");
  }

  /**
   * The same with a platform's SDK that uses PKCE, as Lark's does in its challenge mode.
   *
   * @param source the identity source's id
   * @param code the code
   * @param codeVerifier what the SDK gave with it
   * @return as {@link #signIn(String, String)}
   * @throws MusterException as {@link #signIn(String, String)}
   */
  public SignInResult signIn(String source, String code, String codeVerifier)
      throws MusterException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", PLATFORM_CODE);
    form.put("client_id", clientId);
    form.put("identity_source", source);
    form.put("code", code);
    form.put("scope", scope);
    if (!codeVerifier.isEmpty()) {
      form.put("code_verifier", codeVerifier);
    }
    return result(calls.postForm(issuer + "/oauth2/token", form), Optional.empty());
  }

  /**
   * Goes on with a new account.
   *
   * @param interaction what the person was asked
   * @return who is signed in
   * @throws MusterException {@code invalid_interaction} if it took too long or was answered
   *     already; else as {@link #signIn(String, String)}
   */
  public SignInResult create(Interaction interaction) throws MusterException {
    return answer(interaction, Collections.singletonMap("choice", "create"));
  }

  /**
   * Goes on with an account whose password the person knows.
   *
   * @param interaction what the person was asked
   * @param username its user name, or its verified e-mail address or phone number
   * @param password its password; not kept
   * @return who is signed in, or how often they may still be wrong
   * @throws MusterException as {@link #create}
   */
  public SignInResult bindByPassword(Interaction interaction, String username, String password)
      throws MusterException {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("choice", "bind");
    body.put("proof", "password");
    body.put("username", username);
    body.put("password", password);
    return answer(interaction, body);
  }

  /**
   * Has a code sent to a verified address of an account, if there is such an account with one: the
   * answer is the same either way. A code that was sent before is worth nothing any more.
   *
   * @param interaction what the person was asked, with {@code code} among its proofs
   * @param username the account's user name, or its verified e-mail address or phone number
   * @return the interaction as it goes on, with the time that the person has from now on
   * @throws MusterException {@code temporarily_unavailable} if too many codes were asked for; else
   *     as {@link #create}
   */
  public Interaction sendCode(Interaction interaction, String username) throws MusterException {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("choice", "bind");
    body.put("proof", "code");
    body.put("username", username);
    Calls.Answer answer = post(interaction, body);
    if (!answer.sent()) {
      throw answer.problem();
    }
    return interaction.until(System.currentTimeMillis() + 1000L * answer.number("expiresIn"));
  }

  /**
   * Goes on with the account whose code the person was sent.
   *
   * @param interaction what {@link #sendCode} returned
   * @param code what the person entered
   * @return who is signed in, or how often they may still be wrong
   * @throws MusterException as {@link #create}
   */
  public SignInResult bindByCode(Interaction interaction, String code) throws MusterException {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("choice", "bind");
    body.put("proof", "code");
    body.put("code", code);
    return answer(interaction, body);
  }

  /**
   * Goes on with an account that another source is linked to.
   *
   * @param interaction what the person was asked
   * @param source the other source's id
   * @param code what the other platform's SDK gave the app
   * @return who is signed in, or how often they may still be wrong
   * @throws MusterException as {@link #create}
   */
  public SignInResult bindBySource(Interaction interaction, String source, String code)
      throws MusterException {
    return bindBySource(interaction, source, code, "");
  }

  /**
   * The same with a platform's SDK that uses PKCE.
   *
   * @param interaction what the person was asked
   * @param source the other source's id
   * @param code what the other platform's SDK gave the app
   * @param codeVerifier what it gave with it
   * @return who is signed in, or how often they may still be wrong
   * @throws MusterException as {@link #create}
   */
  public SignInResult bindBySource(
      Interaction interaction, String source, String code, String codeVerifier)
      throws MusterException {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("choice", "bind");
    body.put("proof", "identity-source");
    body.put("identity_source", source);
    body.put("code", code);
    if (!codeVerifier.isEmpty()) {
      body.put("code_verifier", codeVerifier);
    }
    return answer(interaction, body);
  }

  private SignInResult answer(Interaction interaction, Map<String, String> body)
      throws MusterException {
    return result(post(interaction, body), Optional.of(interaction));
  }

  private Calls.Answer post(Interaction interaction, Map<String, String> body)
      throws MusterException {
    return calls.postJson(issuer + "/login/interactions/" + Calls.encode(interaction.key()), body);
  }

  private SignInResult result(Calls.Answer answer, Optional<Interaction> asked)
      throws MusterException {
    if (answer.ok()) {
      Tokens tokens =
          Tokens.of(answer, issuer, clientId, Optional.empty(), System.currentTimeMillis());
      synchronized (lock) {
        storage.write(tokens.text());
      }
      return SignInResult.signedIn(tokens.subject);
    }
    String error = answer.text("error");
    if (error.equals("invalid_proof") && asked.isPresent()) {
      return SignInResult.wrongProof(asked.get(), answer.number("attemptsLeft"));
    }
    if (error.equals("interaction_required") && answer.body.get("interaction") instanceof Map) {
      return SignInResult.asks(interaction(Json.map(answer.body.get("interaction"))));
    }
    throw answer.problem();
  }

  private static Interaction interaction(Map<String, Object> body) throws MusterException {
    Object kind = body.get("kind");
    Object key = body.get("key");
    Object expiresIn = body.get("expiresIn");
    if (!(kind instanceof String) || !(key instanceof String)) {
      throw new MusterException(
          MusterException.UNEXPECTED_ANSWER, "The interaction cannot be read");
    }
    List<String> proofs = new ArrayList<>();
    if (body.get("proofs") instanceof List) {
      for (Object proof : (List<?>) body.get("proofs")) {
        proofs.add(String.valueOf(proof));
      }
    }
    long seconds = expiresIn instanceof Double ? ((Double) expiresIn).longValue() : 0;
    return new Interaction(
        (String) kind, (String) key, System.currentTimeMillis() + 1000 * seconds, proofs);
  }

  /**
   * Who is signed in, as far as the app knows.
   *
   * @return the {@code sub}, or empty if nobody is
   */
  public Optional<String> subject() {
    synchronized (lock) {
      return kept().map(tokens -> tokens.subject);
    }
  }

  private Optional<Tokens> kept() {
    return storage.read().flatMap(Tokens::read);
  }

  /**
   * An access token that works for at least 30 s more; refreshed first where that is needed. Calls
   * side by side refresh once.
   *
   * @return the token
   * @throws MusterException {@link MusterException#SIGN_IN_REQUIRED} if nobody is signed in any
   *     more, {@link MusterException#UNREACHABLE} if it could not be refreshed now
   */
  public String accessToken() throws MusterException {
    synchronized (lock) {
      Optional<Tokens> kept = kept();
      if (!kept.isPresent()) {
        throw signInRequired();
      }
      Tokens tokens = kept.get();
      long now = System.currentTimeMillis();
      return tokens.expiresBefore(now + SOON_MILLIS) ? refreshed(tokens, now) : tokens.accessToken;
    }
  }

  private String refreshed(Tokens tokens, long now) throws MusterException {
    if (tokens.refreshToken.isEmpty()) {
      if (!tokens.expiresBefore(now)) {
        return tokens.accessToken;
      }
      storage.clear();
      throw signInRequired();
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("client_id", clientId);
    form.put("refresh_token", tokens.refreshToken);
    Calls.Answer answer = calls.postForm(issuer + "/oauth2/token", form);
    if (answer.ok()) {
      Tokens next = Tokens.of(answer, issuer, clientId, Optional.of(tokens), now);
      storage.write(next.text());
      return next.accessToken;
    }
    if (answer.text("error").equals("invalid_grant")) {
      storage.clear();
      throw signInRequired();
    }
    throw answer.problem();
  }

  private static MusterException signInRequired() {
    return new MusterException(
        MusterException.SIGN_IN_REQUIRED, "Nobody is signed in, or no longer");
  }

  /**
   * What the server tells of the person (OpenID Connect Core, section 5.3).
   *
   * @return claims by name: texts, doubles, booleans, lists and maps of them
   * @throws MusterException as {@link #accessToken}; {@code sign_in_required} also if the session
   *     has ended
   */
  public Map<String, Object> userInfo() throws MusterException {
    Calls.Answer answer = calls.get(issuer + "/oauth2/userinfo", accessToken());
    if (answer.status == 401) {
      signOut();
      throw signInRequired();
    }
    if (!answer.ok()) {
      throw answer.problem();
    }
    return Collections.unmodifiableMap(answer.body);
  }

  /** Forgets the person on this device. Their sessions elsewhere are not touched. */
  public void signOut() {
    synchronized (lock) {
      storage.clear();
    }
  }
}
