/**
 * What monitoring systems send, read into one shape. Pure: it stores nothing and asks nobody.
 *
 * <p>Owns the formats ({@link dev.muster.spi.alert.AlertFormat}; others add theirs), their bounds,
 * and what tells one problem and one alert from another in each of them. It does not decide what
 * becomes of an alert.
 */
@NullMarked
package dev.muster.core.alert.format;

import org.jspecify.annotations.NullMarked;
