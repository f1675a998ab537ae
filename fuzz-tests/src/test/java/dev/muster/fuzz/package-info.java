/**
 * Fuzzing of everything that anybody can send: inputs are requests as text, mutated by Jazzer,
 * which keeps those that reach something new. What has to hold after each of them is in {@code
 * Invariants}; what an input looks like, in {@code Input}.
 */
package dev.muster.fuzz;
