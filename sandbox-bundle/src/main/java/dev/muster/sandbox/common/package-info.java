/**
 * What every simulated platform needs, so that a platform is three things: a world (its company,
 * people, departments and app as data), a server API, and sign-in pages.
 *
 * <p>A platform extends {@link dev.muster.sandbox.common.SimulatedPlatform}, its world {@link
 * dev.muster.sandbox.common.BaseWorld}, its pages {@link dev.muster.sandbox.common.BasePages}; what
 * can change of it is a {@link dev.muster.sandbox.common.PlatformState}. The sandbox mounts it
 * below {@code /<id>}, where {@code /control} (page and JSON) and {@code /style.css} are served
 * from here and everything else is the platform's own. Its server API answers through {@link
 * dev.muster.sandbox.common.PlatformState#answer}, so that slowness, silence, 5xx, proxies' pages
 * and broken JSON are the same everywhere and only error codes differ; codes, tokens and the like
 * are {@link dev.muster.sandbox.common.Tickets}. A webhook request to our webhook address is
 * written by the platform as a {@link dev.muster.sandbox.common.WebhookCall} and sent from here.
 */
@NullMarked
package dev.muster.sandbox.common;

import org.jspecify.annotations.NullMarked;
