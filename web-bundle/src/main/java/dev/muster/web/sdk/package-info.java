/**
 * The SDK for browsers: the module and its types, which the build of {@code console/sdk} made, at
 * an address of each tenant, so that the script knows its issuer by where it came from.
 */
@NullMarked
package dev.muster.web.sdk;

import org.jspecify.annotations.NullMarked;
