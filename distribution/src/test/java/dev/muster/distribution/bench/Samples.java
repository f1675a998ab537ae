package dev.muster.distribution.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was measured several times. */
record Samples(List<Double> values) {
  Samples {
    values = values.stream().sorted().toList();
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  static Samples of(double... values) {
    return new Samples(Arrays.stream(values).boxed().toList());
  }

  double min() {
    return values.get(0);
  }

  double max() {
    return values.get(values.size() - 1);
  }

  double median() {
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  /** Minimum, median and maximum. */
  String spread(String format) {
    return String.format(Locale.ROOT, format, min())
        + " / **"
        + String.format(Locale.ROOT, format, median())
        + "** / "
        + String.format(Locale.ROOT, format, max());
  }
}
