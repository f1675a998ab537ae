/**
 * Watches the plugin folder and installs, replaces and removes the bundles in it. It owns when a
 * jar counts as complete, what it has to prove before the one that works makes room, and the
 * sentence that says why it did not; it does not know platforms, those register themselves.
 *
 * <p>A change goes {@code PluginFolder} (what changed) → {@code PluginJar}, {@code JarContents},
 * {@code PluginTrust} (is it one) → {@code PluginDeployer} (which one runs) → {@code
 * PluginInstaller}, {@code MissingPackages}, {@code ComponentFailures} (does it work) → {@code
 * PluginStore} (the last good copy).
 */
@NullMarked
package dev.muster.core.plugin;

import org.jspecify.annotations.NullMarked;
