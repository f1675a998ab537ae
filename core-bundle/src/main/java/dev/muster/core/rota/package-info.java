/**
 * Rotas: who is on duty, and when.
 *
 * <p>Owns shifts and rotations, and how they are read on the clocks of a time zone, and what
 * sources of others said last, which are asked again and again. Whom war rooms invite of those who
 * are on duty is theirs.
 */
@NullMarked
package dev.muster.core.rota;

import org.jspecify.annotations.NullMarked;
