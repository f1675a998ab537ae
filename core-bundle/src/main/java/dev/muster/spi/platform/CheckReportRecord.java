package dev.muster.spi.platform;

import java.util.List;

record CheckReportRecord(List<Step> steps) implements CheckReport {
  CheckReportRecord {
    steps = List.copyOf(steps);
  }
}
