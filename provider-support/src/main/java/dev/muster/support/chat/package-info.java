/** What platform bundles whose apps open group chats have in common. */
@NullMarked
package dev.muster.support.chat;

import org.jspecify.annotations.NullMarked;
