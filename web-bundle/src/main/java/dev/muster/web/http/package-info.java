/**
 * The HTTP base: one servlet, a router, requests read strictly, answers written once.
 *
 * <p>Owns paths, parameters, bodies, limits, correlation ids, the client's address, security
 * headers and how a failure becomes an answer. It knows no resource: features contribute {@link
 * dev.muster.web.http.Routes}.
 *
 * <p>A request ends within 15 s, without a thread of its own to watch it: reading a body ends after
 * {@link dev.muster.web.http.Limits#BODY_TIME} (a read that blocks, by the connection's idle
 * timeout), every service of {@code dev.muster.api} that a handler calls ends by its own deadline,
 * an answer is a bounded byte array, and {@link dev.muster.web.http.Limits#IN_FLIGHT} requests are
 * answered at a time, more of them with 503.
 */
@NullMarked
package dev.muster.web.http;

import org.jspecify.annotations.NullMarked;
