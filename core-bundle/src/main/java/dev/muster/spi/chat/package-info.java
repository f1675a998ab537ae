/**
 * What a chat platform implements beside {@link dev.muster.spi.platform} if its apps open group
 * chats: {@link dev.muster.spi.chat.GroupChatProvider} and {@link dev.muster.spi.chat.GroupChats}.
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
