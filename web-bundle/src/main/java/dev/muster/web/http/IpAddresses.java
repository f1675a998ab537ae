package dev.muster.web.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses as they are written, and never asks a name server for one. */
final class IpAddresses {
  private static final int LONGEST = 64;
  private static final int IPV4_PARTS = 4;
  private static final Pattern PORT = Pattern.compile(":([0-9]{1,5}|_[A-Za-z0-9._-]{1,64})");

  /** A leading zero is octal to some readers and not to others. */
  private static final Pattern IPV4_PART = Pattern.compile("0|[1-9][0-9]{0,2}");

  private IpAddresses() {}

  /**
   * A node as proxies write it (RFC 7239, section 6): an address, perhaps in quotes or brackets,
   * perhaps with a port.
   *
   * @param text what is written
   * @return the address, or empty where it is hidden or cannot be read
   */
  static Optional<InetAddress> node(String text) {
    String node = text.strip();
    if (node.length() > 1 && node.startsWith("\"") && node.endsWith("\"")) {
      node = node.substring(1, node.length() - 1);
    }
    int bracket = node.indexOf(']');
    if (node.startsWith("[") && bracket > 0) {
      String rest = node.substring(bracket + 1);
      String inside = node.substring(1, bracket);
      return (rest.isEmpty() || isPort(rest)) && inside.indexOf(':') >= 0
          ? literal(inside)
          : Optional.empty();
    }
    int colon = node.indexOf(':');
    boolean port = colon >= 0 && colon == node.lastIndexOf(':');
    if (port && !isPort(node.substring(colon))) {
      return Optional.empty();
    }
    return literal(port ? node.substring(0, colon) : node);
  }

  /** A port, or what stands for one that is hidden. */
  private static boolean isPort(String text) {
    return PORT.matcher(text).matches();
  }

  /**
   * An address alone.
   *
   * @param text what is written
   * @return the address; one of IPv4 that is written as IPv6 as what it is
   */
  static Optional<InetAddress> literal(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String address = bracketed ? text.substring(1, text.length() - 1) : text;
    int zone = address.indexOf('%');
    if (zone >= 0) {
      address = address.substring(0, zone);
    }
    if (address.isEmpty() || address.length() > LONGEST) {
      return Optional.empty();
    }
    return address.indexOf(':') >= 0 ? six(address) : four(address);
  }

  private static Optional<InetAddress> four(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != IPV4_PARTS) {
      return Optional.empty();
    }
    byte[] bytes = new byte[IPV4_PARTS];
    for (int i = 0; i < IPV4_PARTS; i++) {
      if (!IPV4_PART.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return of(bytes);
  }

  private static Optional<InetAddress> six(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 'f' || (Character.digit(c, 16) < 0 && c != ':' && (c != '.' || i == 0))) {
        return Optional.empty();
      }
    }
    try {
      // with a colon in it, and a hexadecimal digit or a colon first, it is parsed or refused
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> of(byte[] bytes) {
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
