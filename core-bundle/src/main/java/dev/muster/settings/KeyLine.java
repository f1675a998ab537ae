package dev.muster.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a line in the file of the master keys: {@code <id> <base64 of 32 bytes>}, or
 * wrapped, {@code <id> <keeper>:<base64>:<check>}.
 *
 * @param id the key's id
 * @param keeper who wrapped it; empty where it stands as it is
 * @param content the key, or what it was wrapped into; characters of base64
 * @param check of a wrapped key, base64; empty where the key stands as it is
 */
public record KeyLine(String id, Optional<String> keeper, String content, String check) {
  private static final String ID = "([A-Za-z0-9_-]{1,32})[ \\t]+";
  private static final String KEEPER = "[a-z][a-z0-9-]{0,30}";
  private static final Pattern PLAIN = Pattern.compile(ID + "([A-Za-z0-9+/]{43}=)");
  private static final Pattern WRAPPED =
      Pattern.compile(ID + "(" + KEEPER + "):([A-Za-z0-9+/]{2,}={0,2}):([A-Za-z0-9+/]{22}==)");

  /** The parts of a line without space around it; empty if it is no key. */
  public static Optional<KeyLine> of(String line) {
    Matcher plain = PLAIN.matcher(line);
    if (plain.matches()) {
      return Optional.of(new KeyLine(plain.group(1), Optional.empty(), plain.group(2), ""));
    }
    Matcher wrapped = WRAPPED.matcher(line);
    return wrapped.matches()
        ? Optional.of(
            new KeyLine(
                wrapped.group(1),
                Optional.of(wrapped.group(2)),
                wrapped.group(3),
                wrapped.group(4)))
        : Optional.empty();
  }

  static boolean isKeeper(String name) {
    return name.matches(KEEPER);
  }

  /** The key may stand in it: it is not printed. */
  @Override
  public String toString() {
    return "KeyLine[" + id + "]";
  }
}
