/**
 * The product as people meet it: the real distribution, a real browser, and applications that
 * nobody here wrote. What holds for one chat platform holds for all: the tests run for each {@link
 * dev.muster.distribution.e2e.ChatPlatform} and, where they can, for each {@link
 * dev.muster.distribution.e2e.Way way in}.
 */
@NullMarked
package dev.muster.distribution.e2e;

import org.jspecify.annotations.NullMarked;
