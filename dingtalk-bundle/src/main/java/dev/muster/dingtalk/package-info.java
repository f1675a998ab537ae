/**
 * The provider for DingTalk. It owns what is particular to that platform and nothing else: paths,
 * parsing, error codes. Time limits, token caching, retries and logging come with the context that
 * the core lends to each connection.
 */
@NullMarked
package dev.muster.dingtalk;

import org.jspecify.annotations.NullMarked;
