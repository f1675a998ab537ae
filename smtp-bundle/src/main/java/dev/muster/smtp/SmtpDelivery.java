package dev.muster.smtp;

import dev.muster.spi.hook.CodeDelivery;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMessage.RecipientType;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPSSLTransport;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails codes through the server of {@code smtp.url}; it is not there while none is set. Of a
 * failure it says what the server's number was and at which step: its words may repeat the address.
 */
@Component(configurationPid = SmtpDelivery.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class SmtpDelivery implements CodeDelivery {
  static final String PID = "dev.muster.smtp";

  private static final Logger LOG = LoggerFactory.getLogger(SmtpDelivery.class);

  /** What ends a header, and what else nobody can read. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  /** What a header has in an address, and no more: no second one, no name, no comment. */
  private static final Pattern MAILBOX =
      Pattern.compile("[^\\s\\p{Cntrl}\"(),:;<>@\\[\\\\\\]]{1,64}@[A-Za-z0-9.-]{1,255}");

  private final SmtpServer server;
  private final Properties properties;

  /**
   * Made by Declarative Services.
   *
   * @param configuration what the core made of {@code smtp.url} and {@code smtp.from}
   */
  @Activate
  public SmtpDelivery(Map<String, Object> configuration) {
    this(SmtpServer.of(configuration), new Properties());
  }

  private SmtpDelivery(SmtpServer server, Properties more) {
    this.server = server;
    this.properties = server.properties();
    properties.putAll(more);
    LOG.info("One-time codes are mailed through {}", server);
  }

  /**
   * No constructor: Declarative Services would try it too.
   *
   * @param more properties of Jakarta Mail beside those that follow from the server
   */
  static SmtpDelivery through(SmtpServer server, Properties more) {
    return new SmtpDelivery(server, more);
  }

  @Override
  public String name() {
    return "smtp";
  }

  @Override
  public boolean reaches(Address address) {
    return address instanceof Email email && MAILBOX.matcher(email.address()).matches();
  }

  @Override
  public void deliver(Message message) {
    if (!reaches(message.to())) {
      throw new IllegalArgumentException("Mail goes to mailboxes alone");
    }
    // made here and not before: it finds its parts by the class loader of the hook's thread
    Session session = Session.getInstance(properties);
    Transport transport = transport(session);
    try {
      MimeMessage mail = mail(session, message, ((Email) message.to()).address());
      transport.connect(
          server.host(),
          server.port(),
          server.user().orElse(null),
          server.password().map(password -> password.reveal()).orElse(null));
      transport.sendMessage(mail, mail.getAllRecipients());
    } catch (MessagingException | UnsupportedEncodingException e) {
      throw SmtpFailure.of(server, e);
    } finally {
      close(transport);
    }
  }

  /** A server that has taken the mail and says no goodbye has taken it. */
  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("The connection to the mail server was not closed in order: {}", e.getClass());
    }
  }

  private Transport transport(Session session) {
    return server.security() == SmtpServer.Security.TLS
        ? new SMTPSSLTransport(session, new URLName("smtps://" + server.host()))
        : new SMTPTransport(session, new URLName("smtp://" + server.host()));
  }

  private MimeMessage mail(Session session, Message message, String to)
      throws MessagingException, UnsupportedEncodingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(
        new InternetAddress(server.from(), line(message.company()), StandardCharsets.UTF_8.name()));
    mail.setRecipient(RecipientType.TO, new InternetAddress(to, true));
    mail.setSubject(line(message.subject()), StandardCharsets.UTF_8.name());
    mail.setContentLanguage(new String[] {message.language().startsWith("zh") ? "zh-CN" : "en"});
    // RFC 3834: nobody's absence is to answer it
    mail.setHeader("Auto-Submitted", "auto-generated");
    // bytes need none of the handlers that Jakarta Activation would look for
    mail.setDataHandler(
        new DataHandler(
            new ByteArrayDataSource(
                message.text().reveal().getBytes(StandardCharsets.UTF_8),
                "text/plain; charset=UTF-8")));
    mail.saveChanges();
    return mail;
  }

  private static String line(String text) {
    return CONTROL.matcher(text).replaceAll(" ").strip();
  }
}
