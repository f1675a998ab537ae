/** What the tests of the three providers share: each plays against its simulated platform. */
@NullMarked
package dev.muster.sandbox.testing;

import org.jspecify.annotations.NullMarked;
