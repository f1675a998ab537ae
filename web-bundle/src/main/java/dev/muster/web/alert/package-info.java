/**
 * Where monitoring systems send alerts: outside the management API, without sessions.
 *
 * <p>Owns addresses and answers. It does not read what is sent ({@link
 * dev.muster.api.warroom.AlertReceiver} does).
 */
@NullMarked
package dev.muster.web.alert;

import org.jspecify.annotations.NullMarked;
