/**
 * From the command line to a running framework: reads and validates the settings, looks for what
 * would end the start badly (a taken port, a folder that is not writable, a key that others can
 * read), embeds the OSGi framework, starts the bundles and stops them again.
 *
 * <p>It knows no class of any bundle but the interfaces of {@code dev.muster.launch}: settings go
 * in as framework properties that begin with {@code muster.}, readiness and failures come back as
 * services.
 */
@NullMarked
package dev.muster.launcher;

import org.jspecify.annotations.NullMarked;
