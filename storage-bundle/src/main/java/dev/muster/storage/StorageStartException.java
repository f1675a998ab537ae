package dev.muster.storage;

/** The store cannot be opened; the message is one sentence for whoever runs the product. */
final class StorageStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  StorageStartException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  StorageStartException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
