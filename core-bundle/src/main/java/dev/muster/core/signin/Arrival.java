package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.util.List;
import java.util.Optional;

/**
 * A person whom the platform has shown to be a member of the company.
 *
 * @param caller the browser's address and the correlation id
 * @param tenant the tenant's id
 * @param source the source as it is set now
 * @param userIdIgnoresCase see {@link dev.muster.spi.platform.PlatformDescriptor#userIdIgnoresCase}
 * @param method how they came in
 * @param person who they are at the platform
 * @param state the sign-in's state, where it had one
 * @param userAgent what the browser calls itself
 * @param replaced what it holds of earlier sessions
 * @param clientId for which client, where for one
 */
record Arrival(
    Caller caller,
    String tenant,
    IdentitySource source,
    boolean userIdIgnoresCase,
    SignInMethod method,
    ExternalIdentity person,
    Optional<String> state,
    String userAgent,
    List<Secret> replaced,
    Optional<String> clientId) {}
