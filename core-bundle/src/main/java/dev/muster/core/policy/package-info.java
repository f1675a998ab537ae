/**
 * Who may sign in, and as whom: one pure function that every way of signing in goes through.
 *
 * <p>Owns whom a source lets in, the table of the first sign-in (association, login only) and which
 * fields join accounts. Reads and stores nothing, and does not know how a person proved who they
 * are.
 */
@NullMarked
package dev.muster.core.policy;

import org.jspecify.annotations.NullMarked;
