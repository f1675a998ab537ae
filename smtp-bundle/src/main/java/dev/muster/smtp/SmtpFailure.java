package dev.muster.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** A mail did not go out. What it says can be logged: it has no cause, whose words could not. */
final class SmtpFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Pattern VERB = Pattern.compile("[A-Za-z]{1,12}");
  private static final int MOST_CAUSES = 10;

  private SmtpFailure(String message) {
    super(message);
  }

  static SmtpFailure of(SmtpServer server, Exception failure) {
    return new SmtpFailure("The mail server " + server + " " + what(failure));
  }

  private static String what(Exception failure) {
    if (failure instanceof AuthenticationFailedException) {
      return "does not take the user and password of smtp.url";
    }
    if (String.valueOf(failure.getMessage()).startsWith("STARTTLS is required")) {
      return "offers no STARTTLS: nothing goes there without TLS";
    }
    Throwable cause = failure;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      if (cause instanceof SMTPAddressFailedException e) {
        return answered(e.getReturnCode(), e.getCommand());
      }
      if (cause instanceof SMTPSenderFailedException e) {
        return answered(e.getReturnCode(), e.getCommand()) + ": it does not take smtp.from";
      }
      if (cause instanceof SMTPSendFailedException e && e.getNextException() == null) {
        return answered(e.getReturnCode(), e.getCommand());
      }
      if (cause instanceof SSLException) {
        return "shows no certificate that is trusted, or speaks no TLS";
      }
      if (cause instanceof IOException) {
        return "cannot be reached, or did not answer in time: " + cause.getClass().getSimpleName();
      }
      cause =
          cause instanceof MessagingException e && e.getNextException() != null
              ? e.getNextException()
              : cause.getCause();
    }
    return "failed: " + failure.getClass().getSimpleName();
  }

  /** Of the command its name alone: the rest is an address. */
  private static String answered(int code, String command) {
    Matcher verb = VERB.matcher(String.valueOf(command));
    return "answered "
        + code
        + (verb.lookingAt() ? " to " + verb.group().toUpperCase(Locale.ROOT) : "");
  }
}
