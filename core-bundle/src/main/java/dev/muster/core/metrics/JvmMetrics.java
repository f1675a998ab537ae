package dev.muster.core.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** What the JVM says of itself, read when asked. */
final class JvmMetrics {
  private JvmMetrics() {}

  static void write(StringBuilder out) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    MetricsRegistry.type(out, "jvm_memory_used_bytes", "gauge");
    MetricsRegistry.line(
        out, "jvm_memory_used_bytes{area=\"heap\"}", Long.toString(heap.getUsed()));
    MetricsRegistry.type(out, "jvm_memory_max_bytes", "gauge");
    MetricsRegistry.line(out, "jvm_memory_max_bytes{area=\"heap\"}", Long.toString(heap.getMax()));
    MetricsRegistry.type(out, "jvm_threads_current", "gauge");
    MetricsRegistry.line(
        out,
        "jvm_threads_current",
        Integer.toString(ManagementFactory.getThreadMXBean().getThreadCount()));
    long millis = 0;
    long count = 0;
    for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
      millis += Math.max(0, each.getCollectionTime());
      count += Math.max(0, each.getCollectionCount());
    }
    MetricsRegistry.type(out, "jvm_gc_collection_seconds", "summary");
    MetricsRegistry.line(
        out, "jvm_gc_collection_seconds_sum", MetricsRegistry.number(millis / 1000.0));
    MetricsRegistry.line(out, "jvm_gc_collection_seconds_count", Long.toString(count));
    MetricsRegistry.type(out, "process_start_time_seconds", "gauge");
    MetricsRegistry.line(
        out,
        "process_start_time_seconds",
        MetricsRegistry.number(ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0));
  }
}
