/**
 * Rotas: who is on duty, and when.
 *
 * <p>Owns shifts and rotations, and how they are read on the clocks of a time zone. Whom war rooms
 * invite of those who are on duty is theirs.
 */
@NullMarked
package dev.muster.core.rota;

import org.jspecify.annotations.NullMarked;
