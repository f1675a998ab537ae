/**
 * The services that others call: tenants, mobile apps, identity sources, clients, users, sign-in,
 * grants, keys, audit.
 *
 * <p>Owns the words of the product and what can be done with them. It holds no HTTP, no JSON and no
 * OAuth message: those are the web bundle's, which sees the core through this package alone.
 *
 * <p>Every service is thread-safe and blocks; a call ends within 15 s. Parameters and results are
 * never null. What a caller did wrong, or what stands against a wish, is a {@link
 * dev.muster.api.ProblemException}; a sign-in's outcomes are values. When storage does not answer a
 * {@link dev.muster.spi.storage.StorageException} comes through.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.muster.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
