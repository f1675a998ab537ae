package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In what request a sign-in goes on.
 *
 * @param caller the browser's address and the correlation id
 * @param tenant the tenant's id
 * @param source the source as it is set now
 * @param method how the person signs in
 * @param key what the browser or the app came with and that works once, where there is one
 * @param userAgent what the browser calls itself
 * @param replaced what it holds of earlier sessions
 * @param clientId for which client, where for one
 * @param directScope for what, where an app gets tokens at once
 */
record SignInContext(
    Caller caller,
    String tenant,
    IdentitySource source,
    SignInMethod method,
    Optional<OneTimeKey> key,
    String userAgent,
    List<Secret> replaced,
    Optional<String> clientId,
    Optional<Set<String>> directScope) {}
