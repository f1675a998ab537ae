/**
 * The contract of {@link dev.muster.spi.rota.RotaSource} as tests: whoever writes a source extends
 * {@link dev.muster.testkit.rota.RotaSourceContract} and names a schedule that it has.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.muster.testkit.rota;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
