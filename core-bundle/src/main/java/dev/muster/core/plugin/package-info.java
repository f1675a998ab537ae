/**
 * Watches the plugin folder and installs, replaces and removes the bundles in it. It owns when a
 * jar counts as complete and what it has to prove before the one that works makes room; it does not
 * know platforms, those register themselves.
 */
@NullMarked
package dev.muster.core.plugin;

import org.jspecify.annotations.NullMarked;
