/**
 * What a hook implements: one method that receives what happened, adds claims, refuses a sign-in,
 * keeps the master keys or carries one-time codes.
 */
@NullMarked
@Export
@Version("1.1.0")
package dev.muster.spi.hook;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
