package dev.muster.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of IP addresses, such as {@code 10.0.0.0/8}. Immutable. */
public final class AddressRange {
  /** A leading zero is octal to some readers and not to others. */
  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  /** With a colon in it, and a hexadecimal digit or a colon first, no name server is asked. */
  private static final String IPV6 = "(?=[0-9a-fA-F.]*:)[0-9a-fA-F:][0-9a-fA-F:.]*";

  private static final Pattern CIDR =
      Pattern.compile("((?:" + BYTE + "\\.){3}" + BYTE + "|" + IPV6 + ")/([0-9]{1,3})");

  private final byte[] address;
  private final int bits;

  private AddressRange(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /**
   * Reads a range.
   *
   * @param cidr an address and the number of bits that count, with a slash between
   * @return the range; empty if it is none
   */
  public static Optional<AddressRange> of(String cidr) {
    Matcher parts = CIDR.matcher(cidr);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      byte[] address = InetAddress.getByName(parts.group(1)).getAddress();
      int bits = Integer.parseInt(parts.group(2));
      return bits <= address.length * Byte.SIZE
          ? Optional.of(new AddressRange(address, bits))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether an address is in the range.
   *
   * @param other any address
   * @return false for one of the other version of IP
   */
  public boolean contains(InetAddress other) {
    byte[] bytes = other.getAddress();
    if (bytes.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += Byte.SIZE) {
      int mask = bits - bit >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - (bits - bit)) & 0xff;
      int at = bit / Byte.SIZE;
      if ((address[at] & mask) != (bytes[at] & mask)) {
        return false;
      }
    }
    return true;
  }
}
