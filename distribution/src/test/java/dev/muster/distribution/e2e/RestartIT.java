package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies takes nothing with it. */
@EndToEnd
class RestartIT {
  private final World world;

  RestartIT(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @MethodSource("dev.muster.distribution.e2e.Matrix#platforms")
  void sessionsAndHalfDoneSignInsOutliveTheProcess(ChatPlatform platform) {
    Distribution distribution =
        Distribution.unpack("e2e-restart-" + platform, world.platforms().settings());
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
