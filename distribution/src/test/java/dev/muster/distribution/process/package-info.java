/**
 * Processes for tests and benchmarks: a copy of the real distribution that runs, other Java
 * programs, free ports, what the system says of a process. Owns their start, their output and their
 * end; knows nothing of what is asked of them over HTTP but readiness.
 */
@NullMarked
package dev.muster.distribution.process;

import org.jspecify.annotations.NullMarked;
