package dev.muster.launcher;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * For people at a terminal. What would break a line in a message, or change how the terminal shows
 * it, stays visible as such.
 */
final class TextLines extends EncoderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  @Override
  public byte @Nullable [] headerBytes() {
    return null;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    Instant at = Instant.ofEpochMilli(event.getTimeStamp());
    line.append(TIME.format(LocalTime.ofInstant(at, ZoneId.systemDefault())));
    line.append(' ').append(event.getLevel()).append(' ');
    String logger = event.getLoggerName();
    line.append(logger.substring(logger.lastIndexOf('.') + 1)).append(": ");
    append(line, event.getFormattedMessage());
    String correlation = event.getMDCPropertyMap().get("correlationId");
    if (correlation != null) {
      line.append(" [").append(correlation).append(']');
    }
    line.append('\n');
    IThrowableProxy failure = event.getThrowableProxy();
    if (failure != null) {
      line.append(ThrowableProxyUtil.asString(failure)).append('\n');
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder line, String message) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append(c);
        default -> JsonLines.append(line, c);
      }
    }
  }

  @Override
  public byte @Nullable [] footerBytes() {
    return null;
  }
}
