package dev.muster.distribution.e2e;

import com.microsoft.playwright.Page;
import java.util.List;

/** Files that are made in the browser: those of the size would take longer to get there. */
final class LargeFiles {
  private static final String DROP =
      "([name, [begin, middle, end], size]) => {"
          + " window.silence = 0; let last = performance.now();"
          + " window.watch = setInterval(() => { const now = performance.now();"
          + "   window.silence = Math.max(window.silence, now - last); last = now; }, 10);"
          + " const bytes = hex => Uint8Array.from(hex.split(' ').filter(each => each !== ''),"
          + "   each => parseInt(each, 16));"
          + " const part = bytes(middle);"
          + " const whole = new Uint8Array(Math.floor(1000000 / part.length) * part.length);"
          + " for (let at = 0; at < whole.length; at += part.length) { whole.set(part, at); }"
          + " const head = bytes(begin), tail = bytes(end);"
          + " const rest = size * 1000000 - head.length - tail.length;"
          + " const blob = new Blob([whole]);"
          + " const parts = Array(Math.floor(rest / whole.length)).fill(blob);"
          + " const dataTransfer = new DataTransfer();"
          + " dataTransfer.items.add(new File([head, ...parts, tail], name));"
          + " document.querySelector('.drop').dispatchEvent("
          + "   new DragEvent('drop', {dataTransfer, bubbles: true}));"
          + "}";

  private LargeFiles() {}

  /**
   * Lets a file go over the area for it, and begins to watch how long the page is deaf.
   *
   * @param bytes what it begins with, is filled with and ends with, in hexadecimal
   */
  static void drop(Page page, String name, List<String> bytes, int megabytes) {
    page.evaluate(DROP, List.of(name, bytes, megabytes));
  }

  /** The milliseconds for which the page did nothing else, at most, since the drop. */
  static double longestSilence(Page page) {
    return ((Number)
            page.evaluate(
                "() => new Promise(done => setTimeout(() => {"
                    + " clearInterval(window.watch); done(window.silence); }, 50))"))
        .doubleValue();
  }
}
