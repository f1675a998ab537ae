/**
 * Secrets at rest: the master key file and who wraps what is in it, encryption of what is stored,
 * sealing of what travels in a cookie, digests of what is only compared.
 *
 * <p>Owns every use of a key that is not a signature. Ciphers, MACs and random numbers are the
 * JDK's; who may see a secret is the features' business.
 */
@NullMarked
package dev.muster.core.secret;

import org.jspecify.annotations.NullMarked;
