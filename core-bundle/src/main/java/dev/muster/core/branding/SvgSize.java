package dev.muster.core.branding;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * How much a browser has to draw for an SVG. A file of a thousand characters draws without end
 * where one element repeats another that repeats a third ({@code use}, {@code pattern}, {@code
 * mask}, {@code marker} and others): what counts is what it becomes.
 */
final class SvgSize {
  /** The most elements of a file. */
  private static final int MOST_ELEMENTS = 5000;

  /** The most elements inside each other. */
  private static final int MOST_DEPTH = 100;

  /** The most elements that are drawn, each as often as it is. */
  private static final long MOST_DRAWN = 50_000;

  private static final Pattern REFERENCE = Pattern.compile("url\\(\\s*['\"]?\\s*#([^)'\"\\s]+)");

  /** Longer than what a line's marker stands at, which is repeated at each of its points. */
  private static final int CHARACTERS_PER_POINT = 2;

  private final Map<String, Element> byId = new HashMap<>();
  private final List<String> everywhere = new ArrayList<>();
  private int elements;

  private SvgSize() {}

  private static final class Element {
    final List<Element> children = new ArrayList<>();
    final List<String> references = new ArrayList<>();
    boolean marked;
    long points = 1;
    long drawn = -1;
    boolean inProgress;
  }

  /**
   * Whether drawing it takes little.
   *
   * @param text a document; one that is not well-formed is drawn by no browser
   */
  static boolean isSmall(String text) {
    try {
      SvgSize size = new SvgSize();
      Element root = size.read(text);
      return size.drawn(root) <= MOST_DRAWN;
    } catch (XMLStreamException e) {
      return false;
    }
  }

  private Element read(String text) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // prefixes without a declaration are for the browser to judge
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
    Element root = new Element();
    Deque<Element> open = new ArrayDeque<>(List.of(root));
    boolean style = false;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          Element element = element(reader);
          open.element().children.add(element);
          open.push(element);
          if (++elements > MOST_ELEMENTS || open.size() > MOST_DEPTH) {
            throw new XMLStreamException("too many elements");
          }
          style = reader.getLocalName().endsWith("style");
        }
        case XMLStreamConstants.END_ELEMENT -> {
          open.pop();
          style = false;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (style) {
            // whom a rule is for is not looked at: it counts for every element
            everywhere.addAll(references(reader.getText()));
          }
        }
        default -> {}
      }
    }
    return root;
  }

  private Element element(XMLStreamReader reader) {
    Element element = new Element();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String name = reader.getAttributeLocalName(i);
      String value = reader.getAttributeValue(i).strip();
      if (name.equals("id")) {
        byId.putIfAbsent(value, element);
      } else if (name.endsWith("href") && value.startsWith("#")) {
        element.references.add(value.substring(1));
      } else {
        element.references.addAll(references(value));
      }
      element.marked |= name.contains("marker") || value.contains("marker");
      if (name.equals("d") || name.equals("points")) {
        element.points += value.length() / CHARACTERS_PER_POINT;
      }
    }
    return element;
  }

  private static List<String> references(String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** A reference to what it is in itself is drawn by no browser, and counts nothing. */
  private long drawn(Element element) {
    if (element.drawn >= 0 || element.inProgress) {
      return element.inProgress ? 0 : element.drawn;
    }
    element.inProgress = true;
    long sum = 1;
    for (Element child : element.children) {
      sum = bounded(sum + drawn(child));
    }
    long repeated = 0;
    for (List<String> references : List.of(element.references, everywhere)) {
      for (String id : references) {
        Element target = byId.get(id);
        repeated = bounded(repeated + (target == null ? 0 : drawn(target)));
      }
    }
    sum = bounded(sum + repeated * (element.marked ? element.points : 1));
    element.inProgress = false;
    element.drawn = sum;
    return sum;
  }

  private static long bounded(long drawn) {
    return Math.min(drawn, MOST_DRAWN + 1);
  }
}
