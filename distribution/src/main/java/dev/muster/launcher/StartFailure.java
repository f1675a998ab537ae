package dev.muster.launcher;

import java.util.List;

/** The start ends here. The message is one line for the person who started the process. */
final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  StartFailure(String line) {
    super(line.replace('\n', ' ').replace('\r', ' '));
  }

  static StartFailure of(List<Problem> problems) {
    String first = problems.get(0).toString();
    int more = problems.size() - 1;
    return new StartFailure(
        more == 0 ? first : first + " (and " + more + " more: see 'bin/muster check')");
  }
}
