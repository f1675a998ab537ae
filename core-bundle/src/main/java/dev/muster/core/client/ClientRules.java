package dev.muster.core.client;

import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.Pkce;
import dev.muster.api.Client.Settings;
import dev.muster.api.PasswordSignIns;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.outgoing.Destinations;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a client may be. */
final class ClientRules {
  /** Ours have 43 characters; one that comes from elsewhere may not be one to be guessed. */
  static final int MIN_SECRET = 16;

  static final int MAX_SECRET = 200;

  private static final int MAX_URIS = 50;
  private static final int MAX_URI = 2000;
  private static final int MAX_SHOWN = 100;
  private static final int MAX_SCOPES = 50;
  private static final int MAX_SOURCES = 100;
  private static final Duration SHORTEST_REFRESH = Duration.ofMinutes(5);
  private static final Duration LONGEST_REFRESH = Duration.ofDays(365);

  /** It is a part of a path: what gateways take for the end of one or resolve is none. */
  private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[\\x21-\\x7e&&[^/\\\\]]{1,100}");

  private static final Pattern SECRET = Pattern.compile("[\\x20-\\x7e]*");

  /** RFC 6749 section 3.3. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}");

  private static final String ALL_SCOPES =
      Settings.SCOPES.stream().sorted().collect(Collectors.joining(", "));

  private static final Pattern SOURCE = Pattern.compile("[a-z0-9-]{1,31}");

  /** RFC 8252 section 7.1: a scheme of the app's own is a reversed domain name. */
  private static final Pattern PRIVATE_SCHEME =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+-]*(\\.[a-zA-Z0-9+-]+)+");

  /**
   * What an answer says itself (RFC 6749, section 4.1.2; RFC 9207; JARM): an address that has one
   * of them already would say it twice, and the client would read either.
   */
  private static final Set<String> ANSWER = Set.of("code", "state", "error", "iss", "response");

  /** RFC 3986, section 2: what else there is in an address is percent-encoded. */
  private static final Pattern CHARACTERS = Pattern.compile("[\\x21-\\x7e]*");

  /** RFC 3986, section 3.3: whoever resolves it comes out elsewhere than whoever compares it. */
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("(?:^|/)(?:\\.|%2e){1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

  private static final int MOST_PORTS = 65_535;

  /** RFC 6335, section 6: below it are the ports of services that are no web servers. */
  private static final int FIRST_USER_PORT = 1024;

  private static final Set<Integer> WEB_PORTS = Set.of(80, 443);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
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
    returns("redirectUris", settings.redirectUris(), app, errors);
    returns("postLogoutRedirectUris", settings.postLogoutRedirectUris(), app, errors);
    settings.backchannelLogoutUri().ifPresent(uri -> called("backchannelLogoutUri", uri, errors));
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

  /** One that is stored already does no harm, and nobody who changes something else touches it. */
  static void checkScopes(Optional<Settings> before, Settings settings, FieldErrors errors) {
    Set<String> named = before.map(Settings::scopes).orElse(Set.of());
    settings.scopes().stream()
        .filter(scope -> SCOPE.matcher(scope).matches())
        .filter(scope -> !Settings.SCOPES.contains(scope) && !named.contains(scope))
        .sorted()
        .forEach(
            scope ->
                errors.add(
                    "scopes",
                    "unknown-value",
                    new Text(
                        "There is no scope " + scope + ". There are: " + ALL_SCOPES + ".",
                        "没有 scope " + scope + "。可用的有：" + ALL_SCOPES + "。")));
  }

  /**
   * Addresses that we call ourselves. One that is there already is judged again when it is called;
   * nobody who changes something else has to touch it.
   */
  static void checkDestinations(
      Optional<Settings> before, Settings settings, Destinations destinations, FieldErrors errors) {
    if (!before.flatMap(Settings::backchannelLogoutUri).equals(settings.backchannelLogoutUri())) {
      destination("backchannelLogoutUri", settings.backchannelLogoutUri(), destinations, errors);
      plain("backchannelLogoutUri", settings.backchannelLogoutUri(), destinations, errors);
    }
    if (!before.flatMap(Settings::jwksUri).equals(settings.jwksUri())) {
      destination("jwksUri", settings.jwksUri(), destinations, errors);
    }
  }

  private static void plain(
      String field, Optional<URI> uri, Destinations destinations, FieldErrors errors) {
    if (!destinations.plainToo()
        && uri.filter(it -> isPlain(it) && it.getHost() != null)
            .filter(destinations::mayName)
            .isPresent()) {
      errors.add(
          field,
          "scheme",
          new Text(
              "Give https: http is for private addresses alone, which the setting"
                  + " outgoing.private.addresses would allow.",
              "请使用 https：http 仅可用于内网地址，须通过设置 outgoing.private.addresses 允许。"));
    }
  }

  private static void destination(
      String field, Optional<URI> uri, Destinations destinations, FieldErrors errors) {
    if (uri.filter(named -> named.getHost() != null && !destinations.mayName(named)).isPresent()) {
      errors.add(
          field,
          "private-address",
          new Text(
              "Give a public address: this one leads to this machine or into a private network, which"
                  + " the setting outgoing.private.addresses would allow.",
              "请填写公网地址：该地址指向本机或内网，须通过设置 outgoing.private.addresses 允许。"));
    }
    if (uri.filter(named -> isOfAnotherService(named.getPort())).isPresent()) {
      errors.add(
          field, "port", new Text("Give port 80, 443 or one from 1024.", "端口须为 80、443，或不小于 1024。"));
    }
  }

  private static boolean isOfAnotherService(int port) {
    return port > 0 && port < FIRST_USER_PORT && !WEB_PORTS.contains(port);
  }

  /** Addresses to which a browser is sent with an answer. */
  private static void returns(String field, List<URI> uris, boolean app, FieldErrors errors) {
    if (uris.size() > MAX_URIS) {
      errors.add(field, "too-many", new Text("Give at most 50 addresses.", "最多填写 50 个地址。"));
      return;
    }
    if (new HashSet<>(uris).size() != uris.size()) {
      errors.add(field, "duplicate", new Text("Name each address once.", "每个地址只能填写一次。"));
    }
    for (int i = 0; i < uris.size(); i++) {
      URI uri = uris.get(i);
      String place = field + "." + i;
      FieldErrors wrong = new FieldErrors();
      uri(place, uri, app, wrong);
      wrong.first().ifPresent(one -> errors.add(place, one.code(), of(uri, one.message())));
      if (parameters(uri).anyMatch(ANSWER::contains)) {
        errors.add(
            place,
            "parameter",
            of(
                uri,
                new Text(
                    "The parameters code, state, error, iss and response are reserved for the"
                        + " answer.",
                    "参数 code、state、error、iss 和 response 保留给应答使用。")));
      }
    }
  }

  /** What is wrong with an address, which is named unless a password may be in it. */
  private static Text of(URI uri, Text message) {
    if (uri.toString().indexOf('@') >= 0) {
      return message;
    }
    String shown = Texts.cut(Texts.oneLine(uri.toString()), MAX_SHOWN);
    return new Text(shown + ": " + message.en(), shown + "：" + message.zhCn());
  }

  /** The names of an address's parameters, as a server reads them; also of an opaque address. */
  private static Stream<String> parameters(URI uri) {
    String text = uri.toString();
    int query = text.indexOf('?');
    return query < 0
        ? Stream.empty()
        : Stream.of(text.substring(query + 1).split("[&#]", -1))
            .map(pair -> pair.replaceFirst("=.*", ""))
            .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8));
  }

  private static void uri(String field, URI uri, boolean app, FieldErrors errors) {
    String text = uri.toString();
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
    if (text.length() > MAX_URI || !CHARACTERS.matcher(text).matches()) {
      errors.add(
          field,
          "format",
          new Text(
              "An address has at most 2000 printable ASCII characters; percent-encode all others.",
              "地址最多 2000 个可打印的 ASCII 字符，其他字符须使用百分号编码。"));
    } else if (scheme.isEmpty()) {
      errors.add(
          field,
          "not-absolute",
          new Text("Give whole addresses, with their scheme.", "请填写包含协议的完整地址。"));
    } else if (uri.getRawFragment() != null) {
      errors.add(
          field, "fragment", new Text("An address must not have a fragment.", "地址不能包含 # 片段。"));
    } else if (DOT_SEGMENT.matcher(Objects.requireNonNullElse(uri.getRawPath(), "")).find()) {
      errors.add(
          field,
          "dot-segment",
          new Text("An address must not have . or .. in its path.", "地址的路径不能包含 . 或 ..。"));
    } else if (text.indexOf('*') >= 0) {
      errors.add(
          field,
          "wildcard",
          new Text("Wildcards are not supported: give each address in full.", "不支持通配符：请逐个填写完整地址。"));
    } else if (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http")) {
      web(field, uri, scheme, errors);
    } else if (!app) {
      errors.add(
          field,
          "scheme",
          new Text(
              "Give https addresses, or http on a loopback address.",
              "请填写 https 地址，或使用回环地址的 http 地址。"));
    } else if (!PRIVATE_SCHEME.matcher(scheme).matches()) {
      errors.add(
          field,
          "scheme",
          new Text(
              "An app's own scheme is a domain name of yours reversed: com.example.app.",
              "应用自有协议须为您的域名的倒写，例如 com.example.app。"));
    }
  }

  /**
   * An address in the company's own network may be without TLS; whether it is there {@link
   * #checkDestinations} and each call judge.
   */
  private static void called(String field, URI uri, FieldErrors errors) {
    if (isPlain(uri) && uri.getHost() != null) {
      // all else that makes an address wrong is the same
      uri(field, URI.create("https" + uri.toString().substring("http".length())), false, errors);
    } else {
      uri(field, uri, false, errors);
    }
  }

  private static boolean isPlain(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme());
  }

  private static void web(String field, URI uri, String scheme, FieldErrors errors) {
    String host = Optional.ofNullable(uri.getHost()).orElse("");
    if (host.isEmpty()) {
      errors.add(field, "format", new Text("An address must name a host.", "地址必须包含主机名。"));
    } else if (uri.getRawUserInfo() != null) {
      errors.add(
          field,
          "user-info",
          new Text("An address must not contain a user or password.", "地址不能包含用户名或密码。"));
    } else if (uri.getPort() == 0 || uri.getPort() > MOST_PORTS) {
      errors.add(field, "port", new Text("Give a port from 1 to 65535.", "端口须为 1 至 65535。"));
    } else if (scheme.equalsIgnoreCase("http") && !LOOPBACK.contains(host)) {
      errors.add(
          field,
          "scheme",
          new Text(
              "Give https; http only on localhost, 127.0.0.1 or [::1].",
              "请使用 https；http 仅可用于 localhost、127.0.0.1 或 [::1]。"));
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
    settings.jwksUri().ifPresent(uri -> uri("jwksUri", uri, false, errors));
  }
}
