package dev.muster.spi.platform;

import java.net.URI;
import java.util.List;

record CheckEnvironmentRecord(URI publicUrl, List<URI> callbackUrls) implements CheckEnvironment {
  CheckEnvironmentRecord {
    callbackUrls = List.copyOf(callbackUrls);
  }
}
