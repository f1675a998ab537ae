package dev.muster.distribution.osgi;

import dev.muster.spi.Text;
import dev.muster.spi.alert.AlertFormat;
import dev.muster.spi.alert.AlertFormatException;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.alert.AlertMessage;
import dev.muster.spi.alert.AlertRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A format of alerts in a plugin of its own: a line is the title of one that fires. */
public final class TestFormat implements BundleActivator, AlertFormat {
  static final String ID = "lines";

  /** Made by the framework. */
  public TestFormat() {}

  @Override
  public void start(BundleContext context) {
    context.registerService(AlertFormat.class, this, null);
  }

  @Override
  public void stop(BundleContext context) {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Set<String> mediaTypes() {
    return Set.of("text/plain");
  }

  @Override
  public AlertMessage read(AlertRequest request) throws IOException {
    String line = new String(request.body().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (line.isEmpty()) {
      throw AlertFormatException.malformed(new Text("There is no line.", "没有内容。"));
    }
    return AlertMessage.of(
        List.of(
            AlertGroup.of(
                line, AlertGroup.Ending.FIRING, line, List.of(AlertItem.of(line, line)))));
  }
}
