package dev.muster.web.signin;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A piece of a page. There is no way in for markup but scripts and styles of ours: text and
 * attributes are escaped when they are written, only known elements and attributes are made, and an
 * address must be of a harmless kind. Immutable.
 */
public sealed interface Html {
  /** What pages are made of; none of them runs or loads anything but pictures. */
  Set<String> ELEMENTS =
      Set.of(
          "a", "article", "body", "button", "dd", "div", "dl", "dt", "footer", "form", "h1", "head",
          "h2", "h3", "header", "html", "img", "input", "label", "li", "link", "main", "meta",
          "nav", "p", "small", "span", "strong", "table", "tbody", "td", "th", "thead", "title",
          "tr", "ul");

  /** Elements without an end. */
  Set<String> VOID = Set.of("img", "input", "link", "meta");

  /** Attributes that hold no address and no script. */
  Set<String> ATTRIBUTES =
      Set.of(
          "alt",
          "autocomplete",
          "for",
          "inputmode",
          "maxlength",
          "required",
          "aria-current",
          "aria-describedby",
          "aria-disabled",
          "aria-hidden",
          "aria-label",
          "aria-live",
          "charset",
          "class",
          "content",
          "height",
          "hreflang",
          "id",
          "lang",
          "method",
          "name",
          "rel",
          "role",
          "scope",
          "type",
          "value",
          "width");

  /** Attributes that hold an address. */
  Set<String> ADDRESSES = Set.of("action", "href", "src");

  /** Attributes by which an element leads somewhere. */
  Set<String> LEADING = Set.of("action", "href", "method");

  /** Schemes that would run something. */
  Set<String> HARMFUL = Set.of("javascript", "vbscript", "data", "blob", "file");

  /** The only addresses with data in them: pictures, which a browser never lets run. */
  Pattern PICTURE = Pattern.compile("data:image/(?:svg\\+xml|png|webp);base64,[A-Za-z0-9+/=]*");

  /**
   * Writes it.
   *
   * @param out where to
   */
  void write(StringBuilder out);

  /**
   * Text.
   *
   * @param text whatever it holds
   * @return the piece
   */
  static Html text(String text) {
    return new Text(text);
  }

  /**
   * An element.
   *
   * @param name its name
   * @param children what is in it
   * @return the piece
   */
  static Element element(String name, Html... children) {
    return new Element(name, List.of(), List.of(children));
  }

  /**
   * An element of a class.
   *
   * @param name its name
   * @param css its class
   * @param children what is in it
   * @return the piece
   */
  static Element styled(String name, String css, Html... children) {
    return element(name, children).with("class", css);
  }

  /**
   * The same to be looked at only: nothing in it leads anywhere or is sent, though it looks so.
   *
   * @param html a piece
   * @return the piece, lifeless
   */
  static Html lifeless(Html html) {
    if (!(html instanceof Element element)) {
      return html;
    }
    boolean isStyle = element.name.equals("link");
    return new Element(
        element.name.equals("form") ? "div" : element.name,
        element.attributes.stream()
            .filter(each -> isStyle || !LEADING.contains(each.name))
            .toList(),
        element.children.stream().map(Html::lifeless).toList());
  }

  /**
   * Text, escaped when it is written.
   *
   * @param text whatever it holds
   */
  record Text(String text) implements Html {
    @Override
    public void write(StringBuilder out) {
      escape(text, out);
    }
  }

  /**
   * An element.
   *
   * @param name its name
   * @param attributes what is said of it
   * @param children what is in it
   */
  record Element(String name, List<Attribute> attributes, List<Html> children) implements Html {
    /** Validates and copies. */
    public Element {
      if (!ELEMENTS.contains(name)) {
        throw new IllegalArgumentException("Pages have no element " + name);
      }
      attributes = List.copyOf(attributes);
      children = List.copyOf(children);
    }

    /**
     * The same with one more attribute.
     *
     * @param attribute its name
     * @param value whatever it holds
     * @return the element
     */
    public Element with(String attribute, String value) {
      List<Attribute> more = new ArrayList<>(attributes);
      more.add(new Attribute(attribute, value));
      return new Element(name, more, children);
    }

    /**
     * The same with more in it.
     *
     * @param more what stands behind what is there
     * @return the element
     */
    public Element containing(List<? extends Html> more) {
      List<Html> all = new ArrayList<>(children);
      all.addAll(more);
      return new Element(name, attributes, all);
    }

    @Override
    public void write(StringBuilder out) {
      out.append('<').append(name);
      for (Attribute attribute : attributes) {
        out.append(' ').append(attribute.name).append("=\"");
        escape(attribute.value, out);
        out.append('"');
      }
      out.append('>');
      if (!VOID.contains(name)) {
        for (Html child : children) {
          child.write(out);
        }
        out.append("</").append(name).append('>');
      }
    }
  }

  /**
   * Script, for the two pages that need some: a library of a platform, or a text that we allow by a
   * nonce. Script is not escaped, so that it must not be able to end its element.
   *
   * @param nonce what allows it
   * @param source where a library lies, or empty
   * @param code the script, empty with a library
   */
  record Script(String nonce, Optional<URI> source, String code) implements Html {
    /** Validates. */
    public Script {
      boolean fetched =
          source
              .filter(it -> "https".equals(it.getScheme()) || "http".equals(it.getScheme()))
              .isPresent();
      if (source.isPresent() && !fetched) {
        throw new IllegalArgumentException("A library lies on the web");
      }
      refuseEnd(code);
    }

    @Override
    public void write(StringBuilder out) {
      out.append("<script nonce=\"");
      escape(nonce, out);
      source.ifPresent(
          it -> {
            out.append("\" src=\"");
            escape(it.toASCIIString(), out);
          });
      out.append("\">").append(code).append("</script>");
    }
  }

  /**
   * Script that is the same wherever it stands, so that a policy allows it by its hash.
   *
   * @param code the script
   */
  record FixedScript(String code) implements Html {
    /** Validates. */
    public FixedScript {
      refuseEnd(code);
    }

    /** What a policy allows it by (Content Security Policy Level 3, section 2.3.1). */
    String allowed() {
      return allowedByHash(code);
    }

    @Override
    public void write(StringBuilder out) {
      out.append("<script>").append(code).append("</script>");
    }
  }

  /**
   * Style that is the same wherever it stands, for a page that is kept as a file.
   *
   * @param css the rules
   */
  record FixedStyle(String css) implements Html {
    /** Validates. */
    public FixedStyle {
      refuseEnd(css);
    }

    /**
     * What a policy allows it by (Content Security Policy Level 3, section 2.3.1).
     *
     * @return a source expression for {@code style-src}
     */
    public String allowed() {
      return allowedByHash(css);
    }

    @Override
    public void write(StringBuilder out) {
      out.append("<style>").append(css).append("</style>");
    }
  }

  private static String allowedByHash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static void refuseEnd(String code) {
    if (code.contains("</") || code.contains("<!--")) {
      throw new IllegalArgumentException("Script or style that could end its element");
    }
  }

  /**
   * An attribute.
   *
   * @param name its name
   * @param value whatever it holds
   */
  record Attribute(String name, String value) {
    /** Validates. */
    public Attribute {
      if (ADDRESSES.contains(name)) {
        if (!harmless(name, value)) {
          throw new IllegalArgumentException("An address that no page links to");
        }
      } else if (!ATTRIBUTES.contains(name)) {
        throw new IllegalArgumentException("Pages have no attribute " + name);
      }
    }

    private static boolean harmless(String attribute, String address) {
      if (address.startsWith("/")) {
        return !address.startsWith("//");
      }
      if (address.startsWith("?")) {
        return true;
      }
      if (!attribute.equals("action") && PICTURE.matcher(address).matches()) {
        return true;
      }
      int colon = address.indexOf(':');
      if (colon <= 0) {
        return false;
      }
      String scheme = address.substring(0, colon).toLowerCase(Locale.ROOT);
      return scheme.matches("[a-z][a-z0-9+.-]*") && !HARMFUL.contains(scheme);
    }
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
  }
}
