/**
 * The provider for Lark and Feishu, one platform in two clouds. It owns what is particular to that
 * platform and nothing else: paths, parsing, error codes. Time limits, token caching, retries and
 * logging come with the context that the core lends to each connection.
 */
@NullMarked
package dev.muster.lark;

import org.jspecify.annotations.NullMarked;
