/**
 * Enterprise WeChat's servers: the calls, pages and errors that a self-built app meets.
 *
 * <p>Owns a small company as data, the server API below {@code /cgi-bin}, the two sign-in pages,
 * and what only a sandbox has, below {@code /control}: faults to switch on, counters, codes without
 * a page. What the vendor does not document is not made up.
 */
@NullMarked
package dev.muster.sandbox.wechatwork;

import org.jspecify.annotations.NullMarked;
