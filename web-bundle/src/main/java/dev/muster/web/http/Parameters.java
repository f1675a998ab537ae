package dev.muster.web.http;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a query or a form, in which one that was sent twice stays visible. */
public final class Parameters {
  /** None. */
  public static final Parameters NONE = new Parameters(Map.of());

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads {@code application/x-www-form-urlencoded}.
   *
   * @param raw what was sent
   * @return the parameters
   * @throws ProblemException {@code MALFORMED} if it is too long, broken, or not UTF-8
   */
  public static Parameters parse(String raw) {
    if (raw.isEmpty()) {
      return NONE;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    int count = 0;
    int start = 0;
    while (start <= raw.length()) {
      int end = raw.indexOf('&', start);
      if (end < 0) {
        end = raw.length();
      }
      if (end > start) {
        if (++count > Limits.PARAMETERS) {
          throw malformed(new Text("There are too many parameters.", "参数过多。"));
        }
        int equals = raw.indexOf('=', start);
        boolean bare = equals < 0 || equals > end;
        String name = decode(raw.substring(start, bare ? end : equals));
        String value = bare ? "" : decode(raw.substring(equals + 1, end));
        values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
      }
      start = end + 1;
    }
    return new Parameters(values);
  }

  private static String decode(String raw) {
    if (raw.length() > Limits.PARAMETER_CHARACTERS) {
      throw malformed(new Text("A parameter is too long.", "参数过长。"));
    }
    String text =
        PercentEncoding.decode(raw, true)
            .orElseThrow(() -> malformed(new Text("A parameter cannot be read.", "参数无法解析。")));
    if (PercentEncoding.controls(text)) {
      throw malformed(new Text("A parameter contains a control character.", "参数包含控制字符。"));
    }
    return text;
  }

  private static ProblemException malformed(Text detail) {
    return new ProblemException(ProblemCode.MALFORMED, detail);
  }

  /**
   * The names that were sent.
   *
   * @return each once
   */
  public Set<String> names() {
    return values.keySet();
  }

  /**
   * Every value of a parameter.
   *
   * @param name its name
   * @return the values in order; none if it was not sent
   */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /**
   * The value of a parameter that has one value.
   *
   * @param name its name
   * @return the value, also an empty one, or empty if it was not sent
   * @throws ProblemException {@code MALFORMED} if it was sent more than once
   */
  public Optional<String> one(String name) {
    List<String> all = values.get(name);
    if (all == null) {
      return Optional.empty();
    }
    if (all.size() > 1) {
      throw malformed(
          new Text(
              "The parameter " + name + " is given more than once.", "参数 " + name + " 出现了多次。"));
    }
    return Optional.of(all.get(0));
  }

  /**
   * The value of a parameter that has one value and means nothing when it is empty (RFC 6749,
   * section 3.1).
   *
   * @param name its name
   * @return the value, or empty if it was not sent or is empty
   * @throws ProblemException {@code MALFORMED} if it was sent more than once
   */
  public Optional<String> filled(String name) {
    return one(name).filter(value -> !value.isEmpty());
  }

  /**
   * Whether a parameter was sent more than once.
   *
   * @param names the parameters that somebody reads; how often others come means nothing
   * @return true if one of them was
   */
  public boolean repeats(Collection<String> names) {
    return names.stream().anyMatch(name -> all(name).size() > 1);
  }

  /**
   * The name of a parameter that was sent more than once.
   *
   * @return one of them, or empty if there is none
   */
  public Optional<String> duplicate() {
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      if (entry.getValue().size() > 1) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }
}
