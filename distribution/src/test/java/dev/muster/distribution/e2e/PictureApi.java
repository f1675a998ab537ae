package dev.muster.distribution.e2e;

/** The management API, and the sandbox, as a browser meets them while the pictures are taken. */
interface PictureApi {
  /**
   * Answers a request.
   *
   * @param method its method
   * @param path where it goes, with the query
   * @param type the media type of its body, or the empty text
   * @param body its body, of no bytes where it has none
   * @return the answer
   */
  PictureAnswer answer(String method, String path, String type, byte[] body);

  /**
   * Somebody signs in at the platform, in a window that the console has opened.
   *
   * @param url where that window went
   */
  void signInAt(String url);
}
