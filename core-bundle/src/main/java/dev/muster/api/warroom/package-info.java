/**
 * War rooms and what opens them: rooms, rules, templates, rotas, alerts.
 *
 * <p>The same holds as for {@link dev.muster.api}: services are thread-safe and block, a call ends
 * within 15 s, nothing is null.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.muster.api.warroom;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
