package dev.muster.spi.platform;

import java.net.URI;
import java.util.List;

record InAppPageRecord(List<URI> scripts, String script) implements InAppPage {
  InAppPageRecord {
    scripts = List.copyOf(scripts);
  }
}
