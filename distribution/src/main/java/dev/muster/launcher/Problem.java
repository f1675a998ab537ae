package dev.muster.launcher;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * What is wrong, and what would be right.
 *
 * @param subject a settings key or the thing that was looked at
 * @param found what was found there; never a secret's value
 * @param remedy what to do about it
 */
record Problem(String subject, String found, String remedy) {
  /** A fault of a disk in words: the message of a file system's exception may be but a path. */
  static String fault(Exception failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (failure instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is in the way";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getFile() + ": " + system.getReason();
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  @Override
  public String toString() {
    return subject + ": " + found + "; " + remedy;
  }
}
