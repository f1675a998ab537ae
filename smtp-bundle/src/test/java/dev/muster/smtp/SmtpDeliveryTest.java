package dev.muster.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.muster.smtp.SmtpServer.Security;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.CodeDelivery.Email;
import dev.muster.spi.hook.CodeDelivery.Message;
import dev.muster.spi.hook.CodeDelivery.Phone;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpDeliveryTest {
  private static final String HOST = "127.0.0.1";
  private static final String TO = "wang@corp.example";
  private static final String FROM = "muster@corp.example";
  private static final GreenMail MAIL =
      new GreenMail(
          new ServerSetup[] {setup(ServerSetup.PROTOCOL_SMTP), setup(ServerSetup.PROTOCOL_SMTPS)});

  private static ServerSetup setup(String protocol) {
    ServerSetup setup = new ServerSetup(0, HOST, protocol);
    setup.setServerStartupTimeout(20_000);
    return setup;
  }

  @BeforeAll
  static void start() {
    MAIL.start();
    MAIL.setUser("muster", "muster", "right");
  }

  @AfterAll
  static void stop() {
    MAIL.stop();
  }

  @BeforeEach
  void empty() throws Exception {
    MAIL.purgeEmailFromAllMailboxes();
  }

  private static SmtpServer server(int port, Security security, Optional<String> password) {
    return new SmtpServer(
        HOST, port, security, password.map(any -> "muster"), password.map(Secret::of), FROM);
  }

  private static SmtpDelivery plain(int port) {
    return SmtpDelivery.through(server(port, Security.NONE, Optional.empty()), new Properties());
  }

  /** By TLS, to a server whose certificate is as good as any. */
  private static SmtpDelivery encrypted(String password) {
    Properties trusting = new Properties();
    trusting.put("mail.smtps.ssl.socketFactory", new DummySSLSocketFactory());
    trusting.put("mail.smtps.ssl.checkserveridentity", "false");
    return SmtpDelivery.through(
        server(MAIL.getSmtps().getPort(), Security.TLS, Optional.of(password)), trusting);
  }

  private static Message message(String company, String to, String language, String text) {
    return new Message(
        "acme",
        company,
        new Email(to),
        "link",
        language,
        Secret.of("123456"),
        Duration.ofMinutes(10),
        language.equals("en") ? "Your code for " + company : company + "验证码",
        Secret.of(text));
  }

  private static Message message() {
    return message("Acme", TO, "en", "Your code is 123456.\n\nTell it to nobody.\n");
  }

  private static MimeMessage received() {
    assertThat(MAIL.waitForIncomingEmail(5_000, 1)).isTrue();
    MimeMessage[] all = MAIL.getReceivedMessages();
    assertThat(all).hasSize(1);
    return all[0];
  }

  @Test
  void mailsACode() throws Exception {
    plain(MAIL.getSmtp().getPort()).deliver(message());

    MimeMessage mail = received();
    assertThat(mail.getFrom()).containsExactly(new InternetAddress(FROM, "Acme"));
    assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress(TO));
    assertThat(mail.getSubject()).isEqualTo("Your code for Acme");
    assertThat(mail.getContent()).asString().contains("Your code is 123456.", "nobody");
    assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getContentLanguage()).containsExactly("en");
    assertThat(mail.getMessageID()).endsWith("@corp.example>");
    assertThat(mail.getSentDate()).isNotNull();
  }

  @Test
  void mailsChinese() throws Exception {
    plain(MAIL.getSmtp().getPort()).deliver(message("示例公司", TO, "zh-CN", "您的验证码是 123456。\n"));

    MimeMessage mail = received();
    assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("示例公司");
    assertThat(mail.getSubject()).isEqualTo("示例公司验证码");
    assertThat(mail.getContent()).asString().contains("您的验证码是 123456。");
    assertThat(mail.getContentLanguage()).containsExactly("zh-CN");
    assertThat(mail.getHeader("Subject")[0]).matches("\\p{ASCII}+");
  }

  @Test
  void signsInByTls() {
    encrypted("right").deliver(message());
    received();
  }

  @Test
  void saysThatItsPasswordIsRefusedAndNothingElse() {
    assertThatThrownBy(() -> encrypted("hunter2").deliver(message()))
        .hasMessageContaining("does not take the user and password of smtp.url")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
    assertThat(MAIL.getReceivedMessages()).isEmpty();
  }

  @Test
  void sendsNothingToAServerThatNobodyVouchesFor() {
    SmtpDelivery delivery =
        SmtpDelivery.through(
            server(MAIL.getSmtps().getPort(), Security.TLS, Optional.of("right")),
            new Properties());

    assertThatThrownBy(() -> delivery.deliver(message()))
        .hasMessageContaining("certificate")
        .hasNoCause();
    assertThat(MAIL.getReceivedMessages()).isEmpty();
  }

  @Test
  void sendsNothingToAServerWhoseCertificateIsAnothers() {
    Properties trusting = new Properties();
    trusting.put("mail.smtps.ssl.socketFactory", new DummySSLSocketFactory());
    SmtpDelivery delivery =
        SmtpDelivery.through(
            server(MAIL.getSmtps().getPort(), Security.TLS, Optional.of("right")), trusting);

    assertThatThrownBy(() -> delivery.deliver(message())).hasNoCause();
    assertThat(MAIL.getReceivedMessages()).isEmpty();
  }

  @Test
  void sendsNothingWhereTlsIsRequiredAndNotOffered() throws Exception {
    try (ScriptedServer scripted =
        new ScriptedServer(line -> line.isEmpty() ? "220 mail" : "250 mail")) {
      SmtpDelivery delivery =
          SmtpDelivery.through(
              server(scripted.port(), Security.STARTTLS, Optional.of("right")), new Properties());

      assertThatThrownBy(() -> delivery.deliver(message())).hasMessageContaining("STARTTLS");
      assertThat(scripted.heard).noneMatch(line -> line.startsWith("AUTH"));
      assertThat(scripted.heard).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @Test
  void saysOfARefusalItsNumberAndNoAddress() throws Exception {
    try (ScriptedServer scripted =
        new ScriptedServer(
            line ->
                line.isEmpty()
                    ? "220 mail"
                    : line.startsWith("RCPT")
                        ? "550 5.1.1 <wang@corp.example> has no mailbox"
                        : "250 ok")) {
      assertThatThrownBy(() -> plain(scripted.port()).deliver(message()))
          .hasMessage(
              "The mail server 127.0.0.1:" + scripted.port() + " (none) answered 550 to RCPT")
          .hasNoCause();
    }
  }

  @Test
  void saysThatTheSenderIsRefused() throws Exception {
    try (ScriptedServer scripted =
        new ScriptedServer(
            line ->
                line.isEmpty()
                    ? "220 mail"
                    : line.startsWith("MAIL") ? "553 <muster@corp.example> no" : "250 ok")) {
      assertThatThrownBy(() -> plain(scripted.port()).deliver(message()))
          .hasMessageContaining("answered 553 to MAIL")
          .hasMessageNotContaining("@")
          .hasNoCause();
    }
  }

  @Test
  void aServerThatHangsDoesNotHangIt() throws Exception {
    try (ScriptedServer scripted = new ScriptedServer(line -> "")) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> plain(scripted.port()).deliver(message()))
          .hasMessageContaining("did not answer in time")
          .hasNoCause();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    ScriptedServer gone = new ScriptedServer(line -> "");
    gone.close();
    assertThatThrownBy(() -> plain(gone.port()).deliver(message()))
        .hasMessageContaining("cannot be reached")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Acme\r\nBcc: eve@evil.example", "Acme\nX: y", "Acme\u2028\u0000"})
  void aNameAddsNoHeader(String company) throws Exception {
    plain(MAIL.getSmtp().getPort()).deliver(message(company, TO, "en", "text"));

    MimeMessage mail = received();
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getHeader("X")).isNull();
    assertThat(mail.getSubject()).matches("Your code for Acme[^\\p{Cntrl}\u2028]*");
    assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal())
        .matches("Acme[^\\p{Cntrl}\u2028]*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@corp.example,eve@evil.example",
        "a@corp.example\r\nBcc: eve@evil.example",
        "<a@corp.example>",
        "A <a@corp.example>",
        "a@b@corp.example",
        "a b@corp.example",
        "@corp.example",
        "a@",
        "a@[127.0.0.1]",
        ""
      })
  void goesToOnePlainMailboxAlone(String address) {
    SmtpDelivery delivery = plain(MAIL.getSmtp().getPort());
    assertThat(delivery.reaches(new Email(address))).isFalse();
    assertThatThrownBy(() -> delivery.deliver(message("Acme", address, "en", "text")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(MAIL.getReceivedMessages()).isEmpty();
  }

  @Test
  void reachesMailboxesAlone() {
    SmtpDelivery delivery = plain(1);
    assertThat(delivery.name()).isEqualTo("smtp");
    assertThat(delivery.reaches(new Email("li.wei+x@mail.corp.example"))).isTrue();
    assertThat(delivery.reaches(new Phone("+8613800000000"))).isFalse();
  }

  @Test
  void isMadeOfWhatTheCoreSays() {
    Map<String, Object> configuration = new HashMap<>();
    configuration.put(".host", HOST);
    configuration.put(".port", MAIL.getSmtp().getPort());
    configuration.put(".security", "NONE");
    configuration.put(".from", FROM);
    new SmtpDelivery(configuration).deliver(message());
    received();

    configuration.put(".user", "muster");
    configuration.put(".password", "hunter2");
    assertThat(SmtpServer.of(configuration))
        .isEqualTo(server(MAIL.getSmtp().getPort(), Security.NONE, Optional.of("hunter2")));
    assertThat(SmtpServer.of(configuration).toString()).doesNotContain("hunter2");
  }
}
