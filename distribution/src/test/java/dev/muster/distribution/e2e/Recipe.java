package dev.muster.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of docs/recipes. What it tells people to write is what its test runs, with the addresses
 * and secrets of the test in place of the examples.
 */
final class Recipe {
  /** Where Muster is in every recipe. */
  static final String ISSUER = "https://sso.corp.example/t/default";

  /** Where the application is in every recipe. */
  static final String APPLICATION = "https://wiki.corp.example";

  /** What stands for the secret of the application. */
  static final String SECRET = "CLIENT_SECRET";

  private static final Path FOLDER = Path.of("../docs/recipes");
  private static final Pattern CLIENT = Pattern.compile("(?s)/clients \\\\\n\\s+-d '(\\{.*?})'");

  private final String name;
  private final String text;

  private Recipe(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** The names of the pages; {@code README} is the one that lists them. */
  static List<String> pages() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".md", ""))
          .filter(page -> !page.equals("README"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page by its name, without {@code .md}. */
  static Recipe of(String name) {
    try {
      return new Recipe(name, Files.readString(FOLDER.resolve(name + ".md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with something else in place of an example, which has to be there. */
  Recipe with(String example, String meant) {
    if (!text.contains(example)) {
      throw new AssertionError(name + " says nothing of " + example);
    }
    return new Recipe(name, text.replace(example, meant));
  }

  /** All of it. */
  String text() {
    return text;
  }

  /** The only block of code in a language. */
  String block(String language) {
    List<String> all = blocks(language);
    if (all.size() != 1) {
      throw new AssertionError(name + " has " + all.size() + " blocks in " + language);
    }
    return all.get(0);
  }

  /** Every block of code in a language. */
  List<String> blocks(String language) {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** How the application is registered: the body of the only call. */
  String client() {
    List<String> all = clients();
    if (all.size() != 1) {
      throw new AssertionError(name + " registers " + all.size() + " applications");
    }
    return all.get(0);
  }

  /** How each of its applications is registered. */
  List<String> clients() {
    return CLIENT.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
