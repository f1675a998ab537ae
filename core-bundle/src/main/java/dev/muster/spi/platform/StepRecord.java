package dev.muster.spi.platform;

import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport.Capability;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

record StepRecord(
    String id,
    boolean ok,
    Optional<String> platformCode,
    Text message,
    Optional<Text> fix,
    Optional<URI> helpUrl,
    Set<Capability> decides)
    implements CheckReport.Step {
  StepRecord {
    decides = Set.copyOf(decides);
  }

  @Override
  public CheckReport.Step deciding(Set<Capability> capabilities) {
    return new StepRecord(id, ok, platformCode, message, fix, helpUrl, capabilities);
  }
}
