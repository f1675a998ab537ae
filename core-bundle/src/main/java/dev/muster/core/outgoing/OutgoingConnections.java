package dev.muster.core.outgoing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Apache HttpClient with all that it would do by itself switched off: it looks no name up, follows
 * nothing, asks no proxy, remembers no cookie, answers no challenge, unpacks nothing and sends
 * nothing twice.
 *
 * <p>It keeps connections for a while, each for the one scheme, host, address and port that it was
 * made for. A call names an address that was judged for it, so one that leads elsewhere by now is
 * not used again.
 */
final class OutgoingConnections {
  /** How old one may become: as long as the JDK believes a name server. */
  private static final TimeValue OLDEST = TimeValue.ofSeconds(30);

  private static final TimeValue IDLE = TimeValue.ofSeconds(10);

  /** To one address of one host. What is beyond waits, until its deadline. */
  private static final int MOST_PER_HOST = 16;

  /** How long one of several addresses may take before the next one is tried. */
  private static final Timeout CONNECT = Timeout.ofSeconds(2);

  /** Of a line before, between and after bodies. */
  private static final int LONGEST_LINE = 8 * 1024;

  private static final int MOST_HEADERS = 100;

  /** Nothing older (RFC 8996). */
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private OutgoingConnections() {}

  /**
   * Makes a client.
   *
   * @param tls trusts whom a host's certificate has to be from
   * @param most how many connections there are at a time
   */
  static CloseableHttpClient client(SSLSocketFactory tls, int most) {
    return HttpClientBuilder.create()
        .setConnectionManager(connections(tls, most))
        .setRoutePlanner(
            (target, context) ->
                new HttpRoute(target, null, "https".equals(target.getSchemeName())))
        .setUserAgent("Muster")
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableAutomaticRetries()
        .evictExpiredConnections()
        .evictIdleConnections(IDLE)
        .build();
  }

  /** What holds for a call that has so long. */
  static RequestConfig within(Duration left) {
    Timeout most = Timeout.ofMilliseconds(Math.max(1, left.toMillis()));
    return RequestConfig.custom()
        .setConnectionRequestTimeout(most)
        .setResponseTimeout(most)
        .setConnectionKeepAlive(IDLE)
        .setRedirectsEnabled(false)
        .setAuthenticationEnabled(false)
        .setContentCompressionEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(SSLSocketFactory tls, int most) {
    Http1Config http =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
    PoolingHttpClientConnectionManagerBuilder connections = new Judged();
    return connections
        .setTlsSocketStrategy(
            (socket, host, port, attachment, context) -> secured(tls, socket, host, port))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(http)
                .responseParserFactory(new DefaultHttpResponseParserFactory(http))
                .incomingContentLengthStrategy(OutgoingConnections::length)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(CONNECT)
                .setTimeToLive(OLDEST)
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build())
        .setDefaultTlsConfig(
            TlsConfig.custom().setHandshakeTimeout(Timeout.of(OutgoingCalls.LONGEST)).build())
        .setMaxConnTotal(most)
        .setMaxConnPerRoute(MOST_PER_HOST)
        .build();
  }

  /** Connects to addresses alone, and past what the JVM is told of proxies. */
  private static final class Judged extends PoolingHttpClientConnectionManagerBuilder {
    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          proxy -> new Socket(Proxy.NO_PROXY),
          ports,
          new Nobody(),
          scheme -> "https".equals(scheme) ? tls : null);
    }
  }

  /** Is asked for a name only where a call came without an address. */
  private static final class Nobody implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException(host + " was not judged");
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      throw new UnknownHostException(host + " was not judged");
    }
  }

  private static SSLSocket secured(SSLSocketFactory tls, Socket plain, String host, int port)
      throws IOException {
    SSLSocket secured = (SSLSocket) tls.createSocket(plain, host, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(PROTOCOLS);
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /** Of two ends that a body may have, the library takes one (RFC 9112, 6.3). */
  private static long length(HttpMessage answer) throws HttpException {
    if (answer.containsHeader(HttpHeaders.TRANSFER_ENCODING)
        && answer.containsHeader(HttpHeaders.CONTENT_LENGTH)) {
      throw new ProtocolException("Two lengths");
    }
    return DefaultContentLengthStrategy.INSTANCE.determineLength(answer);
  }
}
