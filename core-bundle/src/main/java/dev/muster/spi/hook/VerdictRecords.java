package dev.muster.spi.hook;

import dev.muster.spi.Text;
import dev.muster.spi.hook.SignInPolicy.Verdict;

/** What the verdicts of a {@link SignInPolicy} are. */
final class VerdictRecords {
  private VerdictRecords() {}

  record AllowRecord() implements Verdict.Allow {}

  record RefuseRecord(Text sentence) implements Verdict.Refuse {}
}
