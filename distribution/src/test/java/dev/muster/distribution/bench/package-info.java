/**
 * The benchmarks behind {@code make bench}: one run, one table.
 *
 * <p>Owns the load generator, the bare server that the gateway is compared with, and what is
 * measured. The gateway, the bare server, the simulated platform and the load are processes of
 * their own, so that the processor time of each is its own. Every load is bounded in count and in
 * time and goes to the loopback address. Starting processes is another package's.
 */
@NullMarked
package dev.muster.distribution.bench;

import org.jspecify.annotations.NullMarked;
