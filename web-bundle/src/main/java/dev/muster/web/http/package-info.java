/**
 * The HTTP base: one servlet, a router, requests read strictly, answers written once.
 *
 * <p>Owns paths, parameters, bodies, limits, correlation ids, the client's address, security
 * headers and how a failure becomes an answer. It knows no resource: features contribute {@link
 * dev.muster.web.http.Routes}.
 *
 * <p>A request ends within 15 s: every service of {@code dev.muster.api} that a handler calls ends
 * by its own deadline, reading a body ends after {@link dev.muster.web.http.Limits#BODY_TIME}, and
 * what still runs after 14 s (a body that never comes, a wait without an end) is interrupted and
 * answered 503. An upload has more of either, by what has come of it at {@link
 * dev.muster.web.http.Limits#UPLOAD_RATE}. As many requests are worked on at a time as {@code
 * http.threads} says, others wait for their turn or get 503, save for health and metrics. No thread
 * waits for what the other side sends or takes: bodies are gathered, and answers, which are bounded
 * byte arrays, written as the connection allows.
 */
@NullMarked
package dev.muster.web.http;

import org.jspecify.annotations.NullMarked;
