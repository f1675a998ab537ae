/**
 * What it means that a sign-in ended without anybody signed in: one table, from the outcome to the
 * page that a person sees and to the error that a client gets.
 *
 * <p>Owns the table and its texts. How a page looks is {@code dev.muster.web.signin}'s, how an
 * error is sent {@code dev.muster.web.oidc}'s; both read it here.
 */
@NullMarked
package dev.muster.web.outcome;

import org.jspecify.annotations.NullMarked;
