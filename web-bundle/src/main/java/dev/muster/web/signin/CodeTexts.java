package dev.muster.web.signin;

import dev.muster.api.CodeWays;
import dev.muster.api.Interactions;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;

/**
 * Where people are told to look for a code: by every way that there is in the tenant, since which
 * of them an account has is nobody's to know who only names it.
 */
final class CodeTexts {
  private static final String MINUTES = Long.toString(Interactions.CODE_LIFETIME.toMinutes());

  private CodeTexts() {}

  /** That a code is on its way. */
  static String sent(Language language, CodeWays ways) {
    return of(
        language,
        ways,
        Messages.CODE_SENT,
        Messages.CODE_SENT_AS_MESSAGE,
        Messages.CODE_SENT_BOTH_WAYS);
  }

  /** What becomes of a name that is entered to recover a password. */
  static String recovery(Language language, CodeWays ways) {
    return of(
        language,
        ways,
        Messages.RECOVERY,
        Messages.RECOVERY_AS_MESSAGE,
        Messages.RECOVERY_BOTH_WAYS);
  }

  private static String of(
      Language language, CodeWays ways, Text addresses, Text message, Text both) {
    Text text = ways.sources().isEmpty() ? addresses : ways.addresses() ? both : message;
    return language
        .of(text)
        .replace("{minutes}", MINUTES)
        .replace("{sources}", String.join(language.of(Messages.OR), ways.sources()));
  }
}
