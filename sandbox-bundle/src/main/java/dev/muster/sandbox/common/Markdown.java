package dev.muster.sandbox.common;

import java.util.regex.Pattern;

/** Markdown as a client shows it, in plain text: by what it means, without its signs. */
public final class Markdown {
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)]*)\\)");
  private static final Pattern SIGNS = Pattern.compile("\\*\\*|`|(?m)^#{1,6} |(?m)^> ?");

  private Markdown() {}

  /** What is seen of it; an address stands behind the words of its link. */
  public static String shown(String markdown) {
    return SIGNS.matcher(LINK.matcher(markdown).replaceAll("$1 ($2)")).replaceAll("");
  }
}
