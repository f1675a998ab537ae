/**
 * The contract of {@link dev.muster.spi.alert.AlertFormat} as tests: whoever writes a format
 * extends {@link dev.muster.testkit.alert.AlertFormatContract} and hands it two messages.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.muster.testkit.alert;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
