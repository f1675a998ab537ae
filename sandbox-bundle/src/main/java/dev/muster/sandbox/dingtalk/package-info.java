/**
 * DingTalk, simulated: its people, its two server APIs with their two kinds of error, its sign-in
 * page, and the script library that pages inside its client load. Calls answer as the documentation
 * says, down to the oddities that callers trip over.
 */
@NullMarked
package dev.muster.sandbox.dingtalk;

import org.jspecify.annotations.NullMarked;
