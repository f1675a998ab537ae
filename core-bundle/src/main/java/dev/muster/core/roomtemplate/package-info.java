/**
 * What war rooms open with: the titles of their chats, the briefing and the notices, with
 * placeholders.
 *
 * <p>Owns the rules of templates, the built-in one in both languages, and how values are put into a
 * text without becoming markup or placeholders. What is sent, and when, is the rooms' matter.
 */
@NullMarked
package dev.muster.core.roomtemplate;

import org.jspecify.annotations.NullMarked;
