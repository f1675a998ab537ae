/**
 * What others implement: chat platforms ({@link dev.muster.spi.ChatProvider}), storage ({@link
 * dev.muster.spi.DocumentStore}) and hooks.
 *
 * <p>Owns the contracts between the core and anything that is dropped in. It holds no behaviour
 * beyond values that validate themselves and the one envelope that two vendors share, and names
 * types of the JDK and its own only, so that no library's version ever ties an implementation to
 * the core. Parameters and results are never null unless a method says so; absent is {@link
 * java.util.Optional} or an empty collection.
 *
 * <p>Versions follow OSGi's semantic versioning: a method added to a consumer type is a major
 * change; optional abilities are therefore added as new interfaces behind a default method.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.muster.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
