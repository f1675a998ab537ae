/**
 * What a bundle implements that knows who is on duty, from a system of the company's own: {@link
 * dev.muster.spi.rota.RotaSource}.
 */
@NullMarked
@Export
@Version("1.1.0")
package dev.muster.spi.rota;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
