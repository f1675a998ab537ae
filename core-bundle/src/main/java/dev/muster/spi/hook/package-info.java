/**
 * What a hook implements: one method that receives what happened, adds claims, refuses a sign-in or
 * keeps the master keys.
 */
@NullMarked
@Export
@Version("1.1.0")
package dev.muster.spi.hook;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
