package dev.muster.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Configures logging in code: no file to find and no XML to parse before the first line, which
 * starts in the same form as the last one. Found by the logging library as a service.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
  static final String LEVEL_OF = "log.level.";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    write(context, new JsonLines());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Applies the settings, and takes over what writes to {@code java.util.logging}. */
  static void apply(Settings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    if ("text".equals(settings.values().get("log.format"))) {
      write(context, new TextLines());
    }
    setRoot(context, Level.toLevel(settings.values().get("log.level"), Level.INFO));
    for (Map.Entry<String, String> setting : settings.values().entrySet()) {
      if (setting.getKey().startsWith(LEVEL_OF)) {
        String logger = setting.getKey().substring(LEVEL_OF.length());
        context.getLogger(logger).setLevel(Level.toLevel(setting.getValue(), Level.INFO));
      }
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static void write(LoggerContext context, Encoder<ILoggingEvent> lines) {
    lines.setContext(context);
    lines.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setEncoder(lines);
    appender.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    setRoot(context, Level.INFO);
  }

  /** For commands that say everything in their own words. */
  static void silence() {
    setRoot((LoggerContext) LoggerFactory.getILoggerFactory(), Level.OFF);
  }

  private static void setRoot(LoggerContext context, Level level) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
    for (String library : LibraryLoggers.NAMES) {
      context.getLogger(library).setLevel(LibraryLoggers.usual(library, level));
    }
    for (String library : LibraryLoggers.OF_CLIENTS) {
      context.getLogger(library).setLevel(Level.ERROR);
    }
  }
}
