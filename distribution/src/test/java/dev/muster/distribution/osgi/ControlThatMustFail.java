package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Run by {@link RunnerIT} alone, which needs it to fail: its name matches no pattern of a build.
 */
@InFramework
class ControlThatMustFail {
  static final String REASON = "failed on purpose, inside";

  @Test
  void passes(BundleContext context) {
    assertThat(FrameworkUtil.getBundle(getClass())).isEqualTo(context.getBundle());
  }

  @Test
  void fails(BundleContext context) {
    assertThat(context.getBundle().getSymbolicName()).as(REASON).isEqualTo("no such bundle");
  }

  @Test
  void breaks() {
    throw new IllegalStateException(REASON);
  }
}
