/**
 * Enterprise WeChat's servers: the calls, pages and errors that a self-built app meets.
 *
 * <p>Owns a small company as data, the server API below {@code /cgi-bin}, and the two sign-in
 * pages. What the vendor does not document is not made up.
 */
@NullMarked
package dev.muster.sandbox.wechatwork;

import org.jspecify.annotations.NullMarked;
