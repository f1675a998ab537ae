package dev.muster.core.plugin;

import dev.muster.core.plugin.PluginException.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Says in words what a bundle needs and nobody here gives, before the framework says it in code.
 */
final class MissingPackages {
  /** The packages that bundles share with the product. */
  static final List<String> OURS =
      List.of(
          "dev.muster.api",
          "dev.muster.launch",
          "dev.muster.spi",
          "dev.muster.spi.hook",
          "dev.muster.spi.platform",
          "dev.muster.spi.storage");

  private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
  private static final Pattern LEAST = Pattern.compile("(?<!!)\\(version>=([^)]+)\\)");
  private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

  private final BundleContext context;

  MissingPackages(BundleContext context) {
    this.context = context;
  }

  /**
   * Looks at everything that a bundle cannot do without.
   *
   * @throws PluginException {@code SPI_VERSION}, {@code PRIVATE_PACKAGES} or {@code UNRESOLVABLE}
   */
  void check(Bundle bundle) {
    List<String> missing = new ArrayList<>();
    for (BundleRequirement need : revision(bundle).getDeclaredRequirements(null)) {
      String filter = need.getDirectives().get(Constants.FILTER_DIRECTIVE);
      if (filter == null || !isNeededAtOnce(need) || isGiven(need, filter)) {
        continue;
      }
      Matcher name = PACKAGE.matcher(filter);
      missing.add(
          need.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) && name.find()
              ? missingPackage(bundle, name.group(1), filter)
              : "needs " + need.getNamespace() + " " + filter + ", which nothing here provides");
    }
    if (!missing.isEmpty()) {
      throw new PluginException(Why.UNRESOLVABLE, String.join("; ", missing));
    }
  }

  private static boolean isNeededAtOnce(BundleRequirement need) {
    String resolution = need.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
    String effective = need.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE);
    return (resolution == null || resolution.equals(Constants.RESOLUTION_MANDATORY))
        && (effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE));
  }

  private boolean isGiven(BundleRequirement need, String filter) {
    try {
      var wanted = FrameworkUtil.createFilter(filter);
      return capabilities(need.getNamespace())
          .anyMatch(capability -> wanted.matches(capability.getAttributes()));
    } catch (InvalidSyntaxException e) {
      return true; // the framework will say it
    }
  }

  private String missingPackage(Bundle bundle, String name, String filter) {
    String range = range(filter);
    List<String> offers = offers(name);
    if (OURS.contains(name) && !offers.isEmpty()) {
      throw new PluginException(
          Why.SPI_VERSION,
          "is made for version "
              + range
              + " of "
              + name
              + ", this Muster has "
              + offers.get(0).replaceFirst(".* as ", "")
              + ": take the plugin's release for this Muster");
    }
    Optional<Bundle> keeper = keeper(bundle, name);
    if (keeper.isPresent() && offers.isEmpty()) {
      throw new PluginException(
          Why.PRIVATE_PACKAGES,
          "imports "
              + name
              + ", which "
              + keeper.get().getSymbolicName()
              + " keeps for itself: only dev.muster.spi and dev.muster.api are for others");
    }
    return "needs the package "
        + name
        + (range.isEmpty() ? "" : " " + range)
        + (offers.isEmpty()
            ? ", which no bundle here exports: put it into the plugin, or add the bundle that has it"
            : ", there is " + String.join(", ", offers));
  }

  private List<String> offers(String name) {
    return new ArrayList<>(
        new TreeSet<>(
            capabilities(PackageNamespace.PACKAGE_NAMESPACE)
                .filter(each -> name.equals(each.getAttributes().get("osgi.wiring.package")))
                .map(
                    each ->
                        each.getRevision().getSymbolicName()
                            + " "
                            + each.getRevision().getVersion()
                            + " with it as "
                            + each.getAttributes().get("version"))
                .toList()));
  }

  /** The bundle of the product that has such a package inside. */
  private Optional<Bundle> keeper(Bundle asking, String name) {
    return Stream.of(context.getBundles())
        .filter(each -> each != asking && !PluginInstaller.isPlugin(each))
        .filter(each -> each.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
        .filter(each -> each.findEntries(name.replace('.', '/'), "*.class", false) != null)
        .findFirst();
  }

  private Stream<BundleCapability> capabilities(String namespace) {
    return Stream.of(context.getBundles())
        .map(each -> Optional.ofNullable(each.adapt(BundleRevision.class)))
        .flatMap(Optional::stream)
        .flatMap(each -> each.getDeclaredCapabilities(namespace).stream());
  }

  private static BundleRevision revision(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    if (revision == null) {
      throw new IllegalStateException(bundle + " is uninstalled");
    }
    return revision;
  }

  private static String range(String filter) {
    Matcher below = BELOW.matcher(filter);
    String end = below.find() ? below.group(1) : "";
    Matcher least = LEAST.matcher(filter);
    String start = least.find() ? least.group(1) : "";
    if (start.isEmpty()) {
      return "";
    }
    return end.isEmpty() ? start + " or higher" : "[" + start + "," + end + ")";
  }
}
