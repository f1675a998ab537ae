/**
 * What a bundle implements that reads alerts in a format of its own: {@link
 * dev.muster.spi.alert.AlertFormat}. The product's own formats are read through it as well.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.muster.spi.alert;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
