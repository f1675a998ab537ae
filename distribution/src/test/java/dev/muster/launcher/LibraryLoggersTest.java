package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LibraryLoggersTest {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @TempDir private Path home;

  @AfterEach
  void back() {
    LogSetup.apply(TestSettings.in(home));
  }

  @ParameterizedTest
  @CsvSource({
    "log.level.org.eclipse.jetty, DEBUG, org.eclipse.jetty.server.HttpChannel",
    "log.level.org.eclipse.jetty.server.HttpChannel, TRACE, org.eclipse.jetty.server.HttpChannel",
    "log.level.org.eclipse, TRACE, org.eclipse.jetty.io.ssl",
    "log.level.org, TRACE, org.apache.felix.cm.impl",
    "log.level.org.postgresql, TRACE, org.postgresql.core.v3.QueryExecutorImpl",
    "log.level.org.sqlite, DEBUG, org.sqlite.core.DB",
    "log.level.com.zaxxer.hikari, DEBUG, com.zaxxer.hikari.HikariConfig",
    "log.level.com.nimbusds, TRACE, com.nimbusds.jose",
    "log.level.jdk.httpclient, TRACE, jdk.httpclient.HttpClient",
    "log.level.jdk.internal.httpclient.debug, TRACE, jdk.internal.httpclient.debug",
    "log.level.sun.net.www, DEBUG, sun.net.www.protocol.http.HttpURLConnection",
    "log.level.osgi, DEBUG, osgi",
    "log.level.ROOT, TRACE, org.apache.felix.http.jetty",
    "log.level, TRACE, org.eclipse.jetty.server.HttpChannel",
    "log.level, DEBUG, javax.net.ssl",
  })
  void writeNothingBelowInfo(String key, String level, String logger) {
    LogSetup.apply(TestSettings.in(home, key, level));

    assertThat(context.getLogger(logger).isDebugEnabled()).isFalse();
  }

  @Test
  void leaveOursAndThoseOfPluginsAsTheyAreSet() {
    LogSetup.apply(
        TestSettings.in(home, "log.level.dev.muster", "TRACE", "log.level.org.acme", "DEBUG"));

    assertThat(context.getLogger("dev.muster.core").isTraceEnabled()).isTrue();
    assertThat(context.getLogger("org.acme.chat").isDebugEnabled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.eclipse.jetty.ee10.servlet.ServletChannel",
        "org.eclipse.jetty.ee10.servlet.ServletChannelState",
        "org.eclipse.jetty.http.HttpParser",
        "org.eclipse.jetty.io.AbstractConnection",
        "org.eclipse.jetty.server.Response",
        "org.eclipse.jetty.server.handler.ErrorHandler",
        "org.eclipse.jetty.server.internal.HttpChannelState",
        "org.eclipse.jetty.util.HostPort"
      })
  void warnOfNothingThatAClientDoes(String logger) {
    LogSetup.apply(TestSettings.in(home));

    assertThat(context.getLogger(logger).isWarnEnabled()).isFalse();
  }

  @Test
  void areQuieterThanTheRestWhereTheRestIsQuiet() {
    LogSetup.apply(TestSettings.in(home, "log.level", "ERROR"));

    assertThat(context.getLogger("org.postgresql").getLevel()).isEqualTo(Level.ERROR);
    assertThat(context.getLogger("org.eclipse.jetty").getLevel()).isEqualTo(Level.ERROR);
  }
}
