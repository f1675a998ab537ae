/**
 * People, their accounts at platforms and their sessions.
 *
 * <p>Owns the stored form of users, identities and sessions, what is unique among them, how they
 * are searched and how passwords are kept. Who is let in, and which account a person gets, the
 * sign-in decides.
 */
@NullMarked
package dev.muster.core.user;

import org.jspecify.annotations.NullMarked;
