/**
 * By what people are invited and put on duty: how such references are checked and stored.
 *
 * <p>Owns the rules of {@link dev.muster.api.warroom.PersonRef}. Whom one means on a platform is
 * found out where somebody is invited.
 */
@NullMarked
package dev.muster.core.person;

import org.jspecify.annotations.NullMarked;
