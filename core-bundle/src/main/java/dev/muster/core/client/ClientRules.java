package dev.muster.core.client;

import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.Pkce;
import dev.muster.api.Client.Settings;
import dev.muster.api.PasswordSignIns;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.outgoing.Destinations;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a client may be. */
final class ClientRules {
  /** Ours have 43 characters; one that comes from elsewhere may not be one to be guessed. */
  static final int MIN_SECRET = 16;

  static final int MAX_SECRET = 200;

  private static final int MAX_SCOPES = 50;
  private static final int MAX_SOURCES = 100;
  private static final Duration SHORTEST_REFRESH = Duration.ofMinutes(5);
  private static final Duration LONGEST_REFRESH = Duration.ofDays(365);

  /** It is a part of a path: what gateways take for the end of one or resolve is none. */
  private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[\\x21-\\x7e&&[^/\\\\]]{1,100}");

  private static final Pattern SECRET = Pattern.compile("[\\x20-\\x7e]*");

  /** RFC 6749 section 3.3. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}");

  private static final Pattern SOURCE = Pattern.compile("[a-z0-9-]{1,31}");

  private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256");

  private ClientRules() {}

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  static void checkSecret(Secret secret, FieldErrors errors) {
    String value = secret.reveal();
    if (value.length() < MIN_SECRET || value.length() > MAX_SECRET) {
      errors.add(
          "clientSecret", "length", new Text("Give 16 to 200 characters.", "请填写 16 至 200 个字符。"));
    } else if (!SECRET.matcher(value).matches()) {
      errors.add(
          "clientSecret",
          "not-printable",
          new Text("Give printable ASCII characters.", "请填写可打印的 ASCII 字符。"));
    }
  }

  static boolean hasSecret(Settings settings) {
    return settings.authMethods().contains(AuthMethod.CLIENT_SECRET_BASIC)
        || settings.authMethods().contains(AuthMethod.CLIENT_SECRET_POST);
  }

  static void check(Settings settings, FieldErrors errors) {
    errors.checkName("displayName", settings.displayName());
    boolean app = !settings.confidential();
    ClientAddresses.returns("redirectUris", settings.redirectUris(), app, errors);
    ClientAddresses.returns(
        "postLogoutRedirectUris", settings.postLogoutRedirectUris(), app, errors);
    settings
        .backchannelLogoutUri()
        .ifPresent(uri -> ClientAddresses.called("backchannelLogoutUri", uri, errors));
    scopes(settings, errors);
    sources(settings.identitySources(), errors);
    authentication(settings, errors);
    if (settings.grantTypes().isEmpty()) {
      errors.add(
          "grantTypes", "required", new Text("Give at least one grant type.", "请至少填写一种授权类型。"));
    }
    algorithm("idTokenSignedResponseAlg", settings.idTokenSignedResponseAlg(), errors);
    settings
        .userinfoSignedResponseAlg()
        .ifPresent(alg -> algorithm("userinfoSignedResponseAlg", alg, errors));
    if (settings.pkce() == Pkce.OPTIONAL && !settings.confidential()) {
      errors.add(
          "pkce",
          "choice",
          new Text(
              "A public client always needs PKCE: nothing else protects its codes.",
              "公开客户端必须使用 PKCE：除此之外没有其他手段保护其授权码。"));
    }
    refresh(settings, errors);
  }

  private static void algorithm(String field, String alg, FieldErrors errors) {
    if (!ALGORITHMS.contains(alg)) {
      errors.add(field, "choice", new Text("Give RS256 or ES256.", "请填写 RS256 或 ES256。"));
    }
  }

  private static void refresh(Settings settings, FieldErrors errors) {
    lifetime("refreshTokenIdleSeconds", settings.refreshTokenIdle(), errors);
    lifetime("refreshTokenMaxSeconds", settings.refreshTokenMax(), errors);
    if (settings.refreshTokenMax().compareTo(settings.refreshTokenIdle()) < 0) {
      errors.add(
          "refreshTokenMaxSeconds",
          "conflict",
          new Text(
              "Give at least as long as refreshTokenIdleSeconds.",
              "不能短于 refreshTokenIdleSeconds。"));
    }
  }

  private static void lifetime(String field, Duration lifetime, FieldErrors errors) {
    if (lifetime.compareTo(SHORTEST_REFRESH) < 0 || lifetime.compareTo(LONGEST_REFRESH) > 0) {
      errors.add(
          field,
          "out-of-range",
          new Text(
              "Give 300 to 31536000 seconds: 5 minutes to a year.",
              "请填写 300 至 31536000 秒，即 5 分钟至一年。"));
    }
  }

  /**
   * Sources that a client names have to be there when it does; one that was deleted later stays in
   * the list and lets nobody in, and nobody who changes something else has to touch it.
   */
  static void checkSources(
      Optional<Settings> before,
      Settings settings,
      Predicate<String> sourceExists,
      FieldErrors errors) {
    Set<String> named = before.map(Settings::identitySources).orElse(Set.of());
    settings.identitySources().stream()
        .filter(id -> SOURCE.matcher(id).matches() && !named.contains(id))
        .filter(id -> !id.equals(PasswordSignIns.SOURCE))
        .filter(sourceExists.negate())
        .sorted()
        .forEach(
            id ->
                errors.add(
                    "identitySources",
                    "unknown-value",
                    new Text("There is no identity source " + id + ".", "没有身份源 " + id + "。")));
  }

  /**
   * Addresses that we call ourselves. One that is there already is judged again when it is called;
   * nobody who changes something else has to touch it.
   */
  static void checkDestinations(
      Optional<Settings> before, Settings settings, Destinations destinations, FieldErrors errors) {
    if (!before.flatMap(Settings::backchannelLogoutUri).equals(settings.backchannelLogoutUri())) {
      ClientAddresses.destination(
          "backchannelLogoutUri", settings.backchannelLogoutUri(), destinations, errors);
      ClientAddresses.plain(
          "backchannelLogoutUri", settings.backchannelLogoutUri(), destinations, errors);
    }
    if (!before.flatMap(Settings::jwksUri).equals(settings.jwksUri())) {
      ClientAddresses.destination("jwksUri", settings.jwksUri(), destinations, errors);
    }
  }

  private static void scopes(Settings settings, FieldErrors errors) {
    Set<String> scopes = settings.scopes();
    if (!scopes.contains("openid")) {
      errors.add(
          "scopes", "required", new Text("The scopes must include openid.", "scope 必须包含 openid。"));
    }
    if (scopes.size() > MAX_SCOPES
        || !scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
      errors.add(
          "scopes",
          "format",
          new Text(
              "Give at most 50 scopes of printable ASCII without blanks.",
              "最多填写 50 个 scope，只能使用可打印的 ASCII 字符，不含空格。"));
    }
  }

  private static void sources(Set<String> sources, FieldErrors errors) {
    boolean all = sources.equals(Set.of("*"));
    if (!all && sources.contains("*")) {
      errors.add("identitySources", "choice", new Text("Give * alone, or IDs.", "请只填写 *，或填写 ID。"));
    } else if (sources.isEmpty()) {
      errors.add(
          "identitySources",
          "required",
          new Text("Give IDs of sources, or * for all.", "请填写身份源的唯一标识，或用 * 表示全部。"));
    } else if (!all
        && (sources.size() > MAX_SOURCES
            || !sources.stream().allMatch(id -> SOURCE.matcher(id).matches()))) {
      errors.add(
          "identitySources",
          "format",
          new Text("Give at most 100 IDs of sources.", "最多填写 100 个身份源的唯一标识。"));
    }
  }

  private static void authentication(Settings settings, FieldErrors errors) {
    boolean open = settings.authMethods().contains(AuthMethod.NONE);
    String field = "tokenEndpointAuthMethod";
    if (settings.confidential() && open) {
      errors.add(
          field,
          "choice",
          new Text(
              "A confidential client must authenticate: none is for public clients.",
              "机密客户端必须进行身份验证：none 仅用于公开客户端。"));
    }
    if (!settings.confidential() && !open) {
      errors.add(
          field,
          "choice",
          new Text(
              "A public client cannot keep a secret: its method is none.",
              "公开客户端无法保管密钥：其方式须为 none。"));
    }
    if (settings.jwks().isPresent() && settings.jwksUri().isPresent()) {
      errors.add(
          "jwks",
          "conflict",
          new Text("Give jwks or jwksUri, not both.", "jwks 与 jwksUri 只能填写其一。"));
    }
    if (settings.authMethods().contains(AuthMethod.PRIVATE_KEY_JWT)
        && settings.jwks().isEmpty()
        && settings.jwksUri().isEmpty()) {
      errors.add(
          "jwks",
          "required",
          new Text(
              "With private_key_jwt give jwks or jwksUri.",
              "使用 private_key_jwt 时须填写 jwks 或 jwksUri。"));
    }
    settings
        .jwks()
        .flatMap(KeySets::fault)
        .ifPresent(fault -> errors.add("jwks", fault.code(), fault.text()));
    settings.jwksUri().ifPresent(uri -> ClientAddresses.uri("jwksUri", uri, false, errors));
  }
}
