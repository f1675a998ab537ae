package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.net.URI;
import java.util.Optional;

record StepRecord(
    String id,
    boolean ok,
    Optional<String> platformCode,
    Text message,
    Optional<Text> fix,
    Optional<URI> helpUrl)
    implements CheckReport.Step {}
