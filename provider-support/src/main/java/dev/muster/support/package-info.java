/**
 * What platform bundles have in common: JSON answers with a verdict, tables of error codes, phone
 * numbers, tokens, searches, checks. Values and functions, no framework: what a platform does still
 * stands in its own bundle. Each bundle embeds a copy, so nothing here is an interface between
 * bundles, and each carries the one that it was built with.
 */
@NullMarked
package dev.muster.support;

import org.jspecify.annotations.NullMarked;
