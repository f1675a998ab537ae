/**
 * The platforms' servers, simulated, for demonstrations, tests and benchmarks.
 *
 * <p>Owns the way from HTTP to a simulated platform: a {@link dev.muster.sandbox.Sandbox} that
 * knows neither servlets nor sockets, and two thin adapters, one for the product's own HTTP and one
 * for a process or a test of its own. {@code common} holds what every platform needs, and each
 * platform has a package below that: a world, a server API and sign-in pages, mounted below {@code
 * /<id>} by {@link dev.muster.sandbox.Sandbox#platforms}. Whoever reaches a sandbox signs in as
 * whomever they like, so it serves nothing unless it is switched on. It knows nothing of the
 * product: it speaks as the platforms do.
 */
@NullMarked
package dev.muster.sandbox;

import org.jspecify.annotations.NullMarked;
