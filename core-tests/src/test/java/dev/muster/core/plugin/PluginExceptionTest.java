package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.plugin.PluginException.Why;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PluginExceptionTest {
  @Test
  void tellsWhatLiesAtTheBottomInOneLine() {
    assertThat(
            PluginException.reason(
                new IllegalStateException(
                    "outer", new IOException("middle", new IOException("inner\nmore")))))
        .isEqualTo("IOException: inner");
    assertThat(PluginException.reason(new LinkageError())).isEqualTo("LinkageError");
  }

  @Test
  void comesToAnEndWithCausesThatGoRound() {
    Exception one = new IllegalStateException("one");
    Exception two = new IllegalStateException("two", one);
    one.initCause(two);

    assertThat(PluginException.reason(one)).startsWith("IllegalStateException: ");
  }

  @Test
  void tellsFaultsOfADiskInWords() {
    assertThat(PluginException.fault(new AccessDeniedException("/x")))
        .isEqualTo("permission denied");
    assertThat(PluginException.fault(new NoSuchFileException("/x")))
        .isEqualTo("no such file or folder");
    assertThat(PluginException.fault(new FileSystemException("/x", null, "Read-only file system")))
        .isEqualTo("Read-only file system");
    assertThat(PluginException.fault(new FileSystemException("/x")))
        .isEqualTo("FileSystemException");
    assertThat(PluginException.fault(new IOException("No space left on device")))
        .isEqualTo("IOException: No space left on device");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrongWithAJarItselfIsNotTriedAgain(Why why) {
    boolean ofTheMachine =
        switch (why) {
          case UNREADABLE, NOT_STORED, GONE, UNEXPECTED -> true;
          default -> false;
        };
    boolean ofOthers =
        switch (why) {
          case UNRESOLVABLE, WAITS, PLATFORM_TAKEN, GONE -> true;
          default -> false;
        };
    assertThat(why.passesWithTime()).isEqualTo(ofTheMachine);
    assertThat(why.mayPass()).isEqualTo(ofOthers);
  }
}
