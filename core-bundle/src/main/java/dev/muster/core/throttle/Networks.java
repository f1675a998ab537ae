package dev.muster.core.throttle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What counts as one address. */
public final class Networks {
  private static final Pattern LITERAL_6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]{1,44}");
  private static final int PREFIX_BYTES = 8;

  private Networks() {}

  /**
   * The part of an address that one party has to itself: all of an IPv4 address, the first 64 bits
   * of an IPv6 address, since every network of it has as many as anybody wants (RFC 4291, section
   * 2.5.4).
   *
   * @param address an IP address, as the web gives it
   * @return text that is the same for addresses that count as one; what is no address as it is
   */
  public static String of(String address) {
    int zone = address.indexOf('%');
    String plain = zone < 0 ? address : address.substring(0, zone);
    String text =
        plain.startsWith("[") && plain.endsWith("]")
            ? plain.substring(1, plain.length() - 1)
            : plain;
    if (text.indexOf(':') < 0 || !LITERAL_6.matcher(text).matches()) {
      return plain;
    }
    try {
      // with a colon in it, and a hexadecimal digit or a colon first, no name server is asked
      InetAddress read = InetAddress.getByName(text);
      return read instanceof Inet6Address
          ? HexFormat.of().formatHex(read.getAddress(), 0, PREFIX_BYTES) + "/64"
          : read.getHostAddress();
    } catch (UnknownHostException e) {
      return plain;
    }
  }
}
