package dev.muster.distribution.e2e;

/**
 * What the management API said to a request of a page.
 *
 * @param status its status
 * @param etag the version that it gives, or the empty text
 * @param type its media type, or the empty text where it has no body
 * @param body its text, or the empty text
 */
record PictureAnswer(int status, String etag, String type, String body) {}
