/**
 * What those who run the product look at: {@code /livez}, {@code /readyz}, {@code /metrics}, and
 * the page at {@code /}.
 *
 * <p>Owns no check and no figure: parts of the product register {@link dev.muster.launch.Readiness}
 * and count in {@link dev.muster.api.Metrics}.
 */
@NullMarked
package dev.muster.web.ops;

import org.jspecify.annotations.NullMarked;
