package dev.muster.core.branding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a logo may be. What it is its bytes say, whatever it is called. */
enum PictureKind {
  PNG("image/png") {
    @Override
    boolean is(byte[] bytes) {
      return bytes.length > 24
          && startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n")
          && startsWith(bytes, 12, "IHDR");
    }

    @Override
    boolean isSmallEnough(byte[] bytes) {
      ByteBuffer header = ByteBuffer.wrap(bytes);
      return fits(header.getInt(16)) && fits(header.getInt(20));
    }
  },
  WEBP("image/webp") {
    @Override
    boolean is(byte[] bytes) {
      return bytes.length > 30 && startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBPVP8");
    }

    /** RFC 9649, sections 2.5 to 2.7: each of the three ways to write a picture has its own. */
    @Override
    boolean isSmallEnough(byte[] bytes) {
      ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      return switch (bytes[15]) {
        case ' ' -> fits(header.getShort(26) & 0x3fff) && fits(header.getShort(28) & 0x3fff);
        case 'L' -> {
          int both = header.getInt(21);
          yield fits((both & 0x3fff) + 1) && fits(((both >>> 14) & 0x3fff) + 1);
        }
        case 'X' -> fits((header.getInt(24) & 0xffffff) + 1) && fits((header.getInt(26) >>> 8) + 1);
        default -> false;
      };
    }
  },
  SVG("image/svg+xml") {
    @Override
    boolean is(byte[] bytes) {
      return xml(bytes).filter(PictureKind::beginsWithRoot).isPresent();
    }

    /** It has no size of its own; but what it defines could be repeated until a browser stops. */
    @Override
    boolean isSmallEnough(byte[] bytes) {
      return xml(bytes)
          .map(text -> text.startsWith("\ufeff") ? text.substring(1) : text)
          .filter(text -> !text.contains("<!ENTITY"))
          .filter(SvgSize::isSmall)
          .isPresent();
    }
  };

  /** The most pixels of a side: what is small as a file may be very large as a picture. */
  static final int MOST_PIXELS = 4096;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final String mediaType;

  PictureKind(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  static Optional<PictureKind> of(byte[] bytes) {
    return Arrays.stream(values()).filter(kind -> kind.is(bytes)).findFirst();
  }

  /** Whether bytes begin as a picture of this kind does. */
  abstract boolean is(byte[] bytes);

  /** Whether a picture of this kind takes little to show. */
  abstract boolean isSmallEnough(byte[] bytes);

  private static boolean fits(int pixels) {
    return pixels >= 1 && pixels <= MOST_PIXELS;
  }

  private static boolean startsWith(byte[] bytes, int offset, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    return Arrays.equals(bytes, offset, offset + wanted.length, wanted, 0, wanted.length);
  }

  private static Optional<String> xml(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** What stands before the root is skipped: a declaration, comments, a document type. */
  private static boolean beginsWithRoot(String text) {
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == BYTE_ORDER_MARK || Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("<?", at)) {
        at = behind(text, "?>", at);
      } else if (text.startsWith("<!--", at)) {
        at = behind(text, "-->", at);
      } else if (text.startsWith("<!DOCTYPE", at)) {
        int subset = text.indexOf('[', at);
        int end = text.indexOf('>', at);
        at = behind(text, ">", subset >= 0 && subset < end ? behind(text, "]", subset) : at);
      } else {
        return text.startsWith("<svg", at) && " \t\r\n/>".indexOf(charAt(text, at + 4)) >= 0;
      }
    }
    return false;
  }

  private static int behind(String text, String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }

  private static char charAt(String text, int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }
}
