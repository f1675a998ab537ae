/**
 * What the demo mode shows: a tenant {@code demo} that is bound to the simulated platforms, and an
 * application that signs people in there.
 *
 * <p>The application is an ordinary OpenID Connect relying party that happens to be served by the
 * same process; it knows the product by its public addresses alone. Off unless the sandbox is on.
 */
@NullMarked
package dev.muster.sandbox.demo;

import org.jspecify.annotations.NullMarked;
