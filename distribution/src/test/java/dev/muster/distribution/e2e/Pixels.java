package dev.muster.distribution.e2e;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A picture, pixel by pixel. */
final class Pixels {
  /** How far a channel may be off, of 255: what processors round otherwise, and no eye sees. */
  private static final int ROUNDING = 3;

  private static final int MOST_COLOURS = 256;
  private static final int DIFFERENT = 0xffd0021b;
  private static final int CHANNEL = 0xff;
  private static final int PALE = 4;

  private final BufferedImage image;

  private Pixels(BufferedImage image) {
    this.image = image;
  }

  /** Reads a PNG. */
  static Pixels of(byte[] png) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      return new Pixels(
          Optional.ofNullable(image).orElseThrow(() -> new AssertionError("this is no PNG")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same with a palette of at most 256 colours, which makes a file of less than half the size:
   * the most frequent ones, and in place of others the nearest of them. Flat colours stay as they
   * are; what is replaced are shades at the edges of letters.
   */
  Pixels withPalette() {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int rgb : rgb()) {
      counts.merge(rgb, 1, Integer::sum);
    }
    int[] palette =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_COLOURS)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    Map<Integer, Integer> nearest = new HashMap<>();
    counts.keySet().forEach(rgb -> nearest.put(rgb, nearest(rgb, palette)));
    BufferedImage reduced =
        new BufferedImage(
            image.getWidth(),
            image.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(
                Byte.SIZE, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
    int[] rgb = rgb();
    int[] indices = new int[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      indices[i] = nearest.get(rgb[i]);
    }
    reduced.getRaster().setPixels(0, 0, image.getWidth(), image.getHeight(), indices);
    return new Pixels(reduced);
  }

  private static int nearest(int rgb, int[] palette) {
    int best = 0;
    for (int i = 1; i < palette.length; i++) {
      if (distance(rgb, palette[i]) < distance(rgb, palette[best])) {
        best = i;
      }
    }
    return best;
  }

  private static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int channel = (a >>> shift & CHANNEL) - (b >>> shift & CHANNEL);
      sum += channel * channel;
    }
    return sum;
  }

  private int[] rgb() {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** The share of the pixels that are others, from 0 to 1; 1 if the size is another. */
  double difference(Pixels other) {
    if (!isAsLargeAs(other)) {
      return 1;
    }
    long different = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (differs(other, x, y)) {
          different++;
        }
      }
    }
    return (double) different / ((long) image.getWidth() * image.getHeight());
  }

  /** This picture, pale, with what the other one has otherwise in red. */
  Pixels marked(Pixels other) {
    BufferedImage marked =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    boolean comparable = isAsLargeAs(other);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        boolean red = comparable && differs(other, x, y);
        marked.setRGB(x, y, red ? DIFFERENT : pale(image.getRGB(x, y)));
      }
    }
    return new Pixels(marked);
  }

  /** The picture as a PNG. */
  byte[] png() {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  private boolean isAsLargeAs(Pixels other) {
    return image.getWidth() == other.image.getWidth()
        && image.getHeight() == other.image.getHeight();
  }

  private boolean differs(Pixels other, int x, int y) {
    int a = image.getRGB(x, y);
    int b = other.image.getRGB(x, y);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      if (Math.abs((a >>> shift & CHANNEL) - (b >>> shift & CHANNEL)) > ROUNDING) {
        return true;
      }
    }
    return false;
  }

  private static int pale(int rgb) {
    int grey = ((rgb >> 16 & CHANNEL) + (rgb >> 8 & CHANNEL) + (rgb & CHANNEL)) / 3;
    int light = CHANNEL - (CHANNEL - grey) / PALE;
    return light << 16 | light << 8 | light;
  }
}
