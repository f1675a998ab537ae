/**
 * What a chat platform implements beside {@link dev.muster.spi.platform} if its apps open group
 * chats: {@link dev.muster.spi.chat.GroupChatProvider} and {@link dev.muster.spi.chat.GroupChats}.
 *
 * <p><b>Whether it was done.</b> One rule for all calls: a {@link
 * dev.muster.spi.platform.ProviderException} whose code is neither {@code TIMEOUT} nor {@code
 * UNEXPECTED_ANSWER} means that the platform surely did not do what it was asked. With these two
 * nobody knows, so they are also what a call ends with that was cut off after it had been sent.
 * Where a method has a result that says the same ({@link dev.muster.spi.chat.Posted.Unknown},
 * {@link dev.muster.spi.chat.MemberResult.Outcome#UNKNOWN}), that is better. The core asks again,
 * or asks what is there, where that does no harm; a message that may have arrived is not sent again
 * without a key.
 *
 * <p>A package of its own, so that a change here leaves platforms alone that have no group chats.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.muster.spi.chat;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
