/**
 * The console's pages: files that the build of {@code console/} made, and the one page that loads
 * them. They know nothing that the management API does not tell whoever is signed in.
 */
@NullMarked
package dev.muster.web.console;

import org.jspecify.annotations.NullMarked;
