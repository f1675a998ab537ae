/**
 * What the launcher asks bundles for: whether they are ready, to open the listener, what became of
 * the plugins. The framework itself exports this package from the launcher's jar, so that both
 * sides have the same interfaces; where it does not, as in a test, the core does.
 *
 * <p>JDK types only. The launcher sees nothing else of any bundle.
 */
@NullMarked
@Export(substitution = Export.Substitution.CONSUMER)
@Version("1.0.0")
package dev.muster.launch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
