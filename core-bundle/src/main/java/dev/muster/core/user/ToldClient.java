package dev.muster.core.user;

import java.time.Instant;

/**
 * A client that is told when a session ends, because it got tokens in it and has an address for
 * that (OpenID Connect Back-Channel Logout 1.0).
 *
 * @param clientId the client
 * @param clientCreatedAt when the client was created: another one of the same id is not meant
 * @param sid the session's id as the client's ID tokens have it: of this session, or of one before
 *     it in the same browser
 */
public record ToldClient(String clientId, Instant clientCreatedAt, String sid) {}
