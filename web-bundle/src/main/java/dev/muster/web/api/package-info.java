/**
 * The management API under {@code /api/v1}, as {@code openapi.json} describes it.
 *
 * <p>Owns the shapes of its JSON, who may call what ({@link dev.muster.web.api.Guard}) and the
 * console's session cookie. It decides nothing about values: the services of {@code dev.muster.api}
 * do. Every route but the description and the sign-in to the console is made by the guard, so that
 * none is open by mistake.
 */
@NullMarked
package dev.muster.web.api;

import org.jspecify.annotations.NullMarked;
