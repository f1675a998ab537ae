package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.User;
import dev.muster.spi.platform.ChatProvider;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Somebody proves their account by a code that comes by mail, out of the bundle that has it. */
@InFramework
class CodesIT {
  private static final Pattern CODE = Pattern.compile("Your code is ([0-9]{6})\\.");

  @Test
  void aCodeComesByMail(BundleContext context) throws Exception {
    ServiceRegistration<ChatProvider> platform =
        context.registerService(ChatProvider.class, new TrustingPlatform(), null);
    Configuration mail =
        context
            .getService(context.getServiceReference(ConfigurationAdmin.class))
            .getConfiguration("dev.muster.smtp", "?");
    AtomicReference<String> code = new AtomicReference<>("");
    try (LineServer server = new LineServer(line -> answer(line, code));
        Entrance entrance = new Entrance(context, "codes", TrustingPlatform.ID)) {
      entrance.asks();
      String wang =
          entrance.user(
              User.Profile.builder("wang").email(Optional.of("wang@corp.example"), true).build());
      mail.update(
          new Hashtable<>(
              Map.of(
                  ".host", "127.0.0.1",
                  ".port", server.port(),
                  ".security", "NONE",
                  ".from", "muster@corp.example")));
      Dropped.await(() -> entrance.proofs("li").contains("code"));

      assertThat(entrance.provesByCode("li", "wang", () -> awaited(code))).isEqualTo(wang);
      assertThat(server.heard()).contains("RCPT TO:<wang@corp.example>");
    } finally {
      mail.delete();
      platform.unregister();
    }
  }

  private static String answer(String line, AtomicReference<String> code) {
    Matcher found = CODE.matcher(line);
    if (found.find()) {
      code.set(found.group(1));
    }
    return line.equals(".") || line.matches("(EHLO|MAIL|RCPT|QUIT).*")
        ? "250 ok"
        : line.equals("DATA") ? "354 go on" : "";
  }

  /** What is there in the end. */
  static String awaited(AtomicReference<String> code) {
    try {
      Dropped.await(() -> !code.get().isEmpty());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return code.get();
  }
}
