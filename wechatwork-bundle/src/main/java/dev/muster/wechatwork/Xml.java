package dev.muster.wechatwork;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The flat XML of webhook events, read without what XML can do to its reader: no DTD, no entities.
 */
final class Xml {
  /**
   * Far more than webhook events have; the JDK sets no bound, and texts are collected by recursion.
   */
  private static final String MOST_DEEP = "20";

  /** As far as is read; a webhook request has a few dozen elements. */
  private static final int MOST_TAGS = 2_000;

  private Xml() {}

  /** The texts below the root by the names of their elements, or empty if it is no such XML. */
  static Optional<Map<String, String>> texts(byte[] document) {
    if (tags(document) > MOST_TAGS) {
      return Optional.empty();
    }
    try {
      Element root = builder().parse(new ByteArrayInputStream(document)).getDocumentElement();
      Map<String, String> texts = new HashMap<>();
      for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
        if (child instanceof Element element
            && texts.put(element.getTagName(), element.getTextContent()) != null) {
          return Optional.empty();
        }
      }
      return Optional.of(texts);
    } catch (SAXException | IOException e) {
      return Optional.empty();
    }
  }

  /** Counted before they become objects: the JDK sets no bound here either. */
  private static int tags(byte[] document) {
    int tags = 0;
    for (byte b : document) {
      tags += b == '<' || b == '=' ? 1 : 0;
    }
    return tags;
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setAttribute("jdk.xml.maxElementDepth", MOST_DEEP);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // the JDK's own handler writes what it cannot read to standard error
      builder.setErrorHandler(new DefaultHandler());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK's XML parser can be made safe", e);
    }
  }
}
