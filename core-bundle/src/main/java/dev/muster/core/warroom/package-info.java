/**
 * War rooms: what is stored of them, and the work by which their chats become what is stored.
 *
 * <p>Owns a room's life, its members and what became of each on each platform, messages, the
 * timeline, and how rooms are closed. Whatever is to happen in a chat is stored first; the task of
 * the chat's lane compares what is wanted with what is done and does the next thing that is
 * missing, so that a crash at any point is healed by the next run. It does not own who is on duty,
 * what templates say, or which alert opens a room.
 */
@NullMarked
package dev.muster.core.warroom;

import org.jspecify.annotations.NullMarked;
