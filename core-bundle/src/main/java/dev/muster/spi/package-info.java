/**
 * Values that several of the packages beside this one use: a secret, a text in two languages, a
 * deadline, an identity.
 *
 * <p>What others implement stands by audience: chat platforms in {@code platform}, storage in
 * {@code storage}, hooks in {@code hook}; each package has a version of its own. They hold no
 * behaviour beyond values that validate themselves and the one envelope that two vendors share, and
 * name types of the JDK and their own only, so that no library's version ever ties an
 * implementation to the core. Parameters and results are never null unless a method says so; absent
 * is {@link java.util.Optional} or an empty collection.
 *
 * <p>Versions follow OSGi's semantic versioning: a method added to a consumer type is a major
 * change; optional abilities are therefore added as new interfaces behind a default method. Values
 * that authors make are had from {@code of} and changed by {@code with} methods, so that one more
 * part of them is a minor change; the records that implement them are private.
 */
@NullMarked
@Export
@Version("1.1.0")
package dev.muster.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
