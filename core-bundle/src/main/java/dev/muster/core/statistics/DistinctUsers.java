package dev.muster.core.statistics;

import dev.muster.core.digest.Sha256;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/**
 * How many different users there were, in bounded space, so that hours and nodes can be put
 * together: exact up to {@value #EXACT}, beyond that a HyperLogLog sketch of 4096 registers, whose
 * standard error is 1.6 %. Users cannot be told from it. Not for several threads.
 *
 * @see <a href="https://algo.inria.fr/flajolet/Publications/FlFuGaMe07.pdf">Flajolet et al.,
 *     HyperLogLog, 2007</a>
 */
final class DistinctUsers {
  static final int EXACT = 512;

  private static final int BITS = 12;
  private static final int REGISTERS = 1 << BITS;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

  /** While there are few; afterwards empty. */
  private final Set<Long> digests = new HashSet<>();

  /** Empty while there are few. */
  private byte[] registers = {};

  void add(String user) {
    add(ByteBuffer.wrap(Sha256.of(user)).getLong());
  }

  private void add(long digest) {
    if (registers.length > 0) {
      register(digest);
    } else if (digests.add(digest) && digests.size() > EXACT) {
      sketch();
    }
  }

  private void sketch() {
    registers = new byte[REGISTERS];
    digests.forEach(this::register);
    digests.clear();
  }

  private void register(long digest) {
    int register = (int) (digest >>> (Long.SIZE - BITS));
    byte rank = (byte) (Math.min(Long.numberOfLeadingZeros(digest << BITS), Long.SIZE - BITS) + 1);
    if (registers[register] < rank) {
      registers[register] = rank;
    }
  }

  /** Adds those of another hour or node, in the form of {@link #encoded}. */
  void addEncoded(String encoded) {
    byte[] bytes = Base64.getDecoder().decode(encoded);
    if (bytes.length == REGISTERS) {
      if (registers.length == 0) {
        sketch();
      }
      for (int i = 0; i < REGISTERS; i++) {
        registers[i] = (byte) Math.max(registers[i], bytes[i]);
      }
    } else if (bytes.length > 0) {
      ByteBuffer all = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
      while (all.remaining() >= Long.BYTES) {
        add(all.getLong());
      }
    }
  }

  long number() {
    if (registers.length == 0) {
      return digests.size();
    }
    double sum = 0;
    int empty = 0;
    for (byte rank : registers) {
      sum += 1.0 / (1L << rank);
      empty += rank == 0 ? 1 : 0;
    }
    double estimate = ALPHA * REGISTERS * REGISTERS / sum;
    boolean small = estimate <= 2.5 * REGISTERS && empty > 0;
    return Math.round(small ? REGISTERS * Math.log((double) REGISTERS / empty) : estimate);
  }

  /**
   * What is stored: a byte and the digests, eight bytes each and in order, or the registers, one
   * byte each.
   */
  String encoded() {
    byte[] bytes = registers;
    if (bytes.length == 0) {
      ByteBuffer all = ByteBuffer.allocate(1 + digests.size() * Long.BYTES).put((byte) 0);
      digests.stream().sorted().forEach(all::putLong);
      bytes = all.array();
    }
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
