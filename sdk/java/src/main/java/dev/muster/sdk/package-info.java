/**
 * Signs people in to a native app by the chat platform that is installed beside it: {@link
 * dev.muster.sdk.MusterClient}.
 *
 * <p>Java 8 and nothing else, so that Android takes it. Every call blocks: make it off the main
 * thread.
 */
package dev.muster.sdk;
