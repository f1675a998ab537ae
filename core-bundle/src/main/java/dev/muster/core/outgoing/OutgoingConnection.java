package dev.muster.core.outgoing;

import dev.muster.core.outgoing.OutgoingException.Reason;
import dev.muster.spi.Deadline;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one call. One thread makes the exchange; the one that waits for it closes the
 * connection, which ends the exchange wherever it is.
 */
final class OutgoingConnection implements AutoCloseable {
  private static final String HTTPS = "https";
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** How long one of several addresses may take before the next one is tried. */
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Nothing older (RFC 8996). */
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final Destinations destinations;
  private final SSLSocketFactory tls;
  private final OutgoingCall call;
  private final Deadline deadline;
  private final URI uri;
  private @Nullable Socket open;
  private boolean closed;

  OutgoingConnection(
      Destinations destinations, SSLSocketFactory tls, OutgoingCall call, Deadline deadline) {
    this.destinations = destinations;
    this.tls = tls;
    this.call = call;
    this.deadline = deadline;
    this.uri = URI.create(call.uri().toASCIIString());
  }

  OutgoingAnswer exchange() throws OutgoingException {
    boolean secure = HTTPS.equalsIgnoreCase(uri.getScheme());
    if (!secure && !("http".equalsIgnoreCase(uri.getScheme()) && destinations.plainToo())) {
      throw new OutgoingException(Reason.ADDRESS, "The address does not begin with https://.");
    }
    try {
      Socket plain = connect(destinations.resolve(uri), port(secure));
      return exchange(secure ? secured(plain) : plain);
    } catch (Destinations.Private e) {
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
    } catch (AnswerReader.Unreadable e) {
      throw new OutgoingException(Reason.ANSWER, call.host() + " " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new OutgoingException(
          Reason.UNREACHABLE, call.host() + " cannot be reached, or broke the connection off.");
    }
  }

  private OutgoingAnswer exchange(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(request());
    out.flush();
    return AnswerReader.read(
        new BufferedInputStream(socket.getInputStream()), call.maxAnswerBytes());
  }

  /** Tries one after the other, all of which were judged. */
  private Socket connect(List<InetAddress> addresses, int port) throws IOException {
    IOException last = new UnknownHostException(host());
    for (InetAddress address : addresses) {
      Socket socket = opened();
      try {
        socket.connect(
            new InetSocketAddress(address, port),
            (int) Math.max(1, deadline.atMost(CONNECT).left().toMillis()));
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  private synchronized Socket opened() throws IOException {
    if (closed) {
      throw new IOException("It was closed");
    }
    Socket socket = new Socket(Proxy.NO_PROXY);
    open = socket;
    return socket;
  }

  private Socket secured(Socket plain) throws IOException {
    SSLSocket secured = (SSLSocket) tls.createSocket(plain, host(), port(true), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(PROTOCOLS);
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private byte[] request() {
    Optional<byte[]> body = call.body();
    StringBuilder head = new StringBuilder(300);
    head.append(body.isPresent() ? "POST " : "GET ").append(target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(uri.getHost());
    if (uri.getPort() >= 0) {
      head.append(':').append(uri.getPort());
    }
    head.append("\r\nUser-Agent: Muster\r\nConnection: close\r\nAccept: ").append(call.accept());
    body.ifPresent(
        bytes ->
            head.append("\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                .append(bytes.length));
    head.append("\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    body.ifPresent(request::writeBytes);
    return request.toByteArray();
  }

  private String target() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static boolean isOfCertificate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private int port(boolean secure) {
    return uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
  }

  /** As a certificate names it. */
  private String host() {
    return call.host().replaceAll("[\\[\\]]", "");
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        open = null; // it is closed whatever it says
      }
    }
  }
}
