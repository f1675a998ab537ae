package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

@InFramework
class BundlesIT {

  @Test
  void everyBundleOfTheDistributionIsActive(BundleContext context) {
    List<Bundle> ours =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getLocation().contains("/muster/bundles/"))
            .toList();

    assertThat(ours).hasSizeGreaterThan(15);
    assertThat(ours).filteredOn(bundle -> bundle.getState() != Bundle.ACTIVE).isEmpty();
    assertThat(ours)
        .extracting(Bundle::getSymbolicName)
        .contains("dev.muster.core", "dev.muster.storage", "dev.muster.web")
        .doesNotContain("dev.muster.sandbox");
  }

  @Test
  void everyComponentHasWhatItNeeds(BundleContext context) {
    assertThat(new ComponentTree(context).unsatisfied()).isEmpty();
  }

  @Test
  void onlyTheCoreExportsPackagesOfOurs(BundleContext context) {
    for (Bundle bundle : context.getBundles()) {
      String exports = String.valueOf(bundle.getHeaders("").get("Export-Package"));
      if (bundle.getSymbolicName().startsWith("dev.muster.")) {
        boolean core = bundle.getSymbolicName().equals("dev.muster.core");
        assertThat(exports)
            .as(bundle.getSymbolicName())
            .matches(core ? "dev\\.muster\\.api;.*,dev\\.muster\\.spi;[^,]*(,[^,]*)*" : "null");
      }
    }
  }
}
