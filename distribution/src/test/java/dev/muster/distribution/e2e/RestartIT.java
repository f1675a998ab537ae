package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import org.junit.jupiter.api.Test;

/** A process that dies takes nothing with it. */
@EndToEnd
class RestartIT {
  private final World world;

  RestartIT(World world) {
    this.world = world;
  }

  @Test
  void sessionsAndHalfDoneSignInsOutliveTheProcess() {
    // the one of which a half-done sign-in keeps most: a verifier too
    ChatPlatform platform = ChatPlatform.LARK;
    Distribution distribution = Distribution.unpack("e2e-restart", world.platforms().settings());
    Child first = distribution.run();
    try (Visitor signedIn = world.visitor();
        Visitor halfWay = world.visitor()) {
      Application application = world.tenant(platform, distribution).application();
      signedIn.open(application.signIn()).scanAs(platform.member().id());
      String subject = signedIn.ending().subject();
      halfWay.open(application.signIn());
      assertThat(halfWay.page().url()).contains(platform.browserPage());

      first.kill();
      try (Child second = distribution.run()) {
        signedIn.startAnew().open(application.signIn());
        assertThat(signedIn.ending().subject()).isEqualTo(subject).isNotEmpty();
        assertThat(signedIn.been()).noneMatch(url -> url.contains(platform.browserPage()));

        halfWay.scanAs(platform.member().id());
        assertThat(halfWay.ending().subject()).isEqualTo(subject);
        assertThat(second.alive()).isTrue();
      }
    } finally {
      first.close();
    }
  }
}
