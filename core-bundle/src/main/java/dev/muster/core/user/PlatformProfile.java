package dev.muster.core.user;

import dev.muster.spi.ExternalIdentity.ContactPoint;
import java.net.URI;
import java.util.Optional;

/**
 * What a platform says of a person by an identity.
 *
 * @param identity the identity's id
 * @param name what they are called
 * @param nickname the other name that they go by
 * @param picture an https address
 * @param email a mailbox, of which there is one at most
 * @param phone in E.164
 * @param partial see {@link dev.muster.spi.ExternalIdentity#partial}
 */
public record PlatformProfile(
    String identity,
    Optional<String> name,
    Optional<String> nickname,
    Optional<URI> picture,
    Optional<ContactPoint> email,
    Optional<ContactPoint> phone,
    boolean partial) {}
