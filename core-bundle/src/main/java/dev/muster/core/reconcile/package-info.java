/**
 * The address book of an identity source compared with the users, and what follows from it.
 *
 * <p>Owns a run: what it reads, how it goes on after its node has died, the differences that it
 * keeps and how they are applied, and when one begins by itself. What it means for a user to have
 * left or come back is {@link dev.muster.core.user.Deprovisioning}'s, what a platform says of a
 * person and whom it admits is {@link dev.muster.core.signin.AddressBookPeople}'s: the rules of a
 * sign-in.
 */
@NullMarked
package dev.muster.core.reconcile;

import org.jspecify.annotations.NullMarked;
