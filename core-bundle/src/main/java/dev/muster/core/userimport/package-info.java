/**
 * Tables of users that are brought in.
 *
 * <p>Owns how a table is read, kept in parts, worked through in batches and reported on. What a
 * line means for a user is {@link dev.muster.core.user.UserRows}'.
 */
@NullMarked
package dev.muster.core.userimport;

import org.jspecify.annotations.NullMarked;
