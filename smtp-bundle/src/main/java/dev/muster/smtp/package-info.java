/**
 * One-time codes by mail.
 *
 * <p>Owns the connection to the mail server of {@code smtp.url}, and what a mail looks like. What
 * it says, and to whom it goes, comes with the message.
 */
@NullMarked
package dev.muster.smtp;

import org.jspecify.annotations.NullMarked;
