package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.http.Language;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopesTest {
  @Test
  void areReadFromWhoSomebodyIsToForHowLong() {
    assertThat(
            Scopes.of(
                Language.ENGLISH,
                Set.of("offline_access", "email", "openid", "printers", "platform", "profile")))
        .containsExactly(
            "who you are",
            "your name, user name and picture",
            "your email address",
            "your ID and departments at the platform",
            "printers",
            "all of this while you are away");
  }
}
