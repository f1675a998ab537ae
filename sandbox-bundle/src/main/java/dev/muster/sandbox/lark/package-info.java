/**
 * Lark's and Feishu's servers: the calls, pages, events and errors that a custom app meets.
 *
 * <p>Owns a small company as data, the server API below {@code /open-apis}, the sign-in page and
 * the writing of events. The two clouds speak alike and differ in their hosts alone, so one server
 * plays either; which of them the app is in, is a field of the app. What the vendor does not
 * document is not made up.
 */
@NullMarked
package dev.muster.sandbox.lark;

import org.jspecify.annotations.NullMarked;
