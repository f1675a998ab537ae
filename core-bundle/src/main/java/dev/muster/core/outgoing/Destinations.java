package dev.muster.core.outgoing;

import dev.muster.core.settings.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps addresses that somebody entered from leading to this machine, to the company's own network
 * or to a cloud's metadata, unless {@code outgoing.private.addresses} says that they may.
 */
@Component(service = Destinations.class)
public final class Destinations {
  /** RFC 6761, RFC 6762, RFC 8375, and what networks of companies and clouds call their own. */
  private static final Set<String> PRIVATE_DOMAINS =
      Set.of("localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa");

  /** A last part that an address reader takes for a number. */
  private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);

  private final boolean privateToo;
  private final Names names;

  /** Made by Declarative Services. */
  @Activate
  public Destinations(@Reference Settings settings) {
    this(settings.privateDestinations(), InetAddress::getAllByName);
  }

  private Destinations(boolean privateToo, Names names) {
    this.privateToo = privateToo;
    this.names = names;
  }

  /** Asks a name server. */
  interface Names {
    /** All addresses of a host. */
    InetAddress[] of(String host) throws UnknownHostException;
  }

  /** The address may not be called. */
  static final class Private extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    Private(String host) {
      super(host + " is a private address, and outgoing.private.addresses is not set");
    }
  }

  /** Everybody on the way could read the call. */
  static final class Plain extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    Plain(String host) {
      super(host + " is a public address, which is called by https alone");
    }
  }

  /**
   * Makes it. No public constructor: Declarative Services report one of as many parameters as
   * theirs.
   *
   * @param privateToo whether private addresses may be called
   * @return what judges by that
   */
  public static Destinations of(boolean privateToo) {
    return of(privateToo, InetAddress::getAllByName);
  }

  static Destinations of(boolean privateToo, Names names) {
    return new Destinations(privateToo, names);
  }

  /**
   * Whether an address may be entered. Asks no name server: a name may lead elsewhere by the time
   * it is called, and {@link #resolve} judges then.
   *
   * @param uri an absolute address
   * @return false if it names this machine or a private network in any way of writing, or no host
   */
  public boolean mayName(URI uri) {
    Optional<String> host = host(uri);
    return host.isPresent() && (privateToo || isPublicName(host.get()));
  }

  /**
   * What to connect to. Whoever calls connects to one of these and to nothing that is looked up
   * anew, or a name that changes in between leads past the judgement; and follows no redirect
   * without asking again.
   *
   * @param uri an absolute address
   * @return its addresses, all of which may be called
   * @throws UnknownHostException if the name is not known, or any of its addresses may not be
   *     called: without TLS those are public ones
   */
  public List<InetAddress> resolve(URI uri) throws UnknownHostException {
    String host = host(uri).orElseThrow(() -> new UnknownHostException("It names no host"));
    if (!mayName(uri)) {
      throw new Private(host);
    }
    List<InetAddress> addresses = List.of(names.of(host));
    if (!privateToo && !addresses.stream().allMatch(PublicAddresses::contain)) {
      throw new Private(host);
    }
    if (isPlain(uri) && addresses.stream().anyMatch(PublicAddresses::contain)) {
      throw new Plain(host);
    }
    return addresses;
  }

  /**
   * Whether calls may go out without TLS: to machines of one's own alone, which {@link #resolve}
   * sees to.
   *
   * @return true if private addresses may be called
   */
  public boolean plainToo() {
    return privateToo;
  }

  private static boolean isPlain(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme());
  }

  /** The host of an address, in lower case and without a dot at its end. */
  static Optional<String> host(URI uri) {
    return Optional.ofNullable(uri.getHost())
        .map(host -> host.toLowerCase(Locale.ROOT).replaceFirst("\\.+$", ""))
        .filter(host -> !host.isEmpty());
  }

  private static boolean isPublicName(String host) {
    if (host.startsWith("[") || NUMERIC.matcher(host).matches()) {
      return isPublicLiteral(host);
    }
    return host.indexOf('.') > 0
        && PRIVATE_DOMAINS.stream()
            .noneMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
  }

  /** Of the ways to write an IPv4 address, the others than the usual one are for hiding it. */
  private static boolean isPublicLiteral(String host) {
    if (!host.startsWith("[") && !IPV4.matcher(host).matches()) {
      return false;
    }
    try {
      return PublicAddresses.contain(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
