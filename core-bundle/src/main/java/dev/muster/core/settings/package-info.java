/**
 * The installation's settings: read once from the framework's properties {@code muster.*}, held
 * against what is allowed, handed out typed and to Config Admin.
 *
 * <p>Owns the meaning of a key and the sentence that says what is wrong with its value. Reading
 * files and the environment is the launcher's.
 */
@NullMarked
package dev.muster.core.settings;

import org.jspecify.annotations.NullMarked;
