package dev.muster.core.client;

import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.outgoing.Destinations;
import dev.muster.spi.Text;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an address of a client may be: one to which browsers are sent, or one that we call. */
final class ClientAddresses {
  private static final int MAX_URIS = 50;
  private static final int MAX_URI = 2000;
  private static final int MAX_SHOWN = 100;

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

  private ClientAddresses() {}

  static void plain(
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

  static void destination(
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
  static void returns(String field, List<URI> uris, boolean app, FieldErrors errors) {
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

  static void uri(String field, URI uri, boolean app, FieldErrors errors) {
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
   * ClientRules#checkDestinations} and each call judge.
   */
  static void called(String field, URI uri, FieldErrors errors) {
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
}
