package dev.muster.core.outgoing;

import dev.muster.core.outgoing.OutgoingException.Reason;
import dev.muster.spi.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of one call. One thread makes it; the one that waits for it closes it, which ends it
 * wherever it is.
 */
final class OutgoingExchange implements AutoCloseable {
  private static final String HTTPS = "https";
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final Destinations destinations;
  private final HttpClient client;
  private final OutgoingCall call;
  private final Deadline deadline;
  private final URI uri;
  private @Nullable HttpUriRequestBase open;
  private boolean closed;

  OutgoingExchange(
      Destinations destinations, HttpClient client, OutgoingCall call, Deadline deadline) {
    this.destinations = destinations;
    this.client = client;
    this.call = call;
    this.deadline = deadline;
    this.uri = URI.create(call.uri().toASCIIString());
  }

  OutgoingAnswer make() throws OutgoingException {
    boolean secure = HTTPS.equalsIgnoreCase(uri.getScheme());
    if (!secure && !("http".equalsIgnoreCase(uri.getScheme()) && destinations.plainToo())) {
      throw new OutgoingException(Reason.ADDRESS, "The address does not begin with https://.");
    }
    try {
      return send(destinations.resolve(uri), secure ? HTTPS_PORT : HTTP_PORT);
    } catch (Destinations.Private | Destinations.Plain e) {
      throw new OutgoingException(Reason.ADDRESS, e.getMessage() + ".");
    } catch (UnknownHostException e) {
      throw new OutgoingException(
          Reason.UNREACHABLE, call.host() + " is not known to the name server.");
    } catch (SSLException e) {
      throw new OutgoingException(
          Reason.TLS,
          isOfCertificate(e)
              ? call.host() + " has no certificate for its name that is trusted here."
              : call.host() + " speaks no TLS 1.2 or newer.");
    } catch (TooLarge e) {
      throw new OutgoingException(
          Reason.ANSWER,
          call.host() + " answers with more than " + call.maxAnswerBytes() + " bytes.");
    } catch (ClientProtocolException
        | MalformedChunkCodingException
        | MessageConstraintException
        | ConnectionClosedException
        | NoHttpResponseException e) {
      throw new OutgoingException(
          Reason.ANSWER, call.host() + " does not answer in HTTP/1.1, or breaks its answer off.");
    } catch (IOException e) {
      throw new OutgoingException(
          Reason.UNREACHABLE, call.host() + " cannot be reached, or broke the connection off.");
    }
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Tries one after the other, all of which were judged, until one is reached. */
  private OutgoingAnswer send(List<InetAddress> addresses, int usualPort) throws IOException {
    int port = uri.getPort() >= 0 ? uri.getPort() : usualPort;
    IOException last = new UnknownHostException(call.host());
    for (InetAddress address : addresses) {
      try {
        return send(new HttpHost(uri.getScheme(), address, nameForTls(), port));
      } catch (ConnectException | ConnectTimeoutException | NoRouteToHostException e) {
        last = e;
      }
    }
    throw last;
  }

  private OutgoingAnswer send(HttpHost target) throws IOException {
    HttpUriRequestBase request = opened();
    HttpClientContext context = HttpClientContext.create();
    // Two that share a host do not share connections: no answer of one can reach a call to the
    // other.
    context.setUserToken(uri);
    try (ClassicHttpResponse answer = client.executeOpen(target, request, context)) {
      try {
        return new OutgoingAnswer(answer.getCode(), headers(answer), body(answer.getEntity()));
      } finally {
        // Closing the answer would read what is left of it. Does nothing to one that was read.
        request.cancel();
      }
    }
  }

  private synchronized HttpUriRequestBase opened() throws IOException {
    if (closed) {
      throw new IOException("It was closed");
    }
    Optional<byte[]> form = call.body();
    HttpUriRequestBase request = new HttpUriRequestBase(form.isPresent() ? "POST" : "GET", uri);
    request.setAuthority(new URIAuthority(uri.getHost(), uri.getPort()));
    request.setHeader("Accept", call.accept());
    request.setConfig(OutgoingConnections.within(deadline.left()));
    form.ifPresent(
        bytes ->
            request.setEntity(
                new ByteArrayEntity(
                    bytes, ContentType.create("application/x-www-form-urlencoded"))));
    open = request;
    return request;
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse answer) {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : answer.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue());
    }
    return headers;
  }

  private byte[] body(@Nullable HttpEntity entity) throws IOException {
    int most = call.maxAnswerBytes();
    if (entity == null || (most == 0 && entity.getContentLength() != 0)) {
      return new byte[0];
    }
    if (entity.getContentLength() > most) {
      throw new TooLarge();
    }
    InputStream content = entity.getContent();
    byte[] body = content.readNBytes(most + 1);
    if (body.length > most) {
      throw new TooLarge();
    }
    return body;
  }

  private static boolean isOfCertificate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  /** As a certificate names the host. */
  private String nameForTls() {
    return call.host().replaceAll("[\\[\\]]", "");
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (open != null) {
      open.cancel();
    }
  }
}
