/**
 * Where the product calls because somebody entered an address.
 *
 * <p>Owns which addresses those may be, and the calls to them. The addresses of platforms are
 * settings of the installation, whose operator may name any.
 */
@NullMarked
package dev.muster.core.outgoing;

import org.jspecify.annotations.NullMarked;
