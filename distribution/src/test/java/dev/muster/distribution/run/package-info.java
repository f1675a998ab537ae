/**
 * The assembled distribution as a process: how it starts, refuses to start, stops, is killed,
 * backed up and moved, what it says and what it never says, alone and several on one database. Owns
 * no process and no copy of the distribution: those are of {@code dev.muster.distribution.process}.
 */
@NullMarked
package dev.muster.distribution.run;

import org.jspecify.annotations.NullMarked;
