package dev.muster.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** How the application is registered: the body of the call, with which a tenant makes it. */
  String client() {
    Matcher found = CLIENT.matcher(text);
    if (!found.find()) {
      throw new AssertionError(name + " registers no application");
    }
    return found.group(1);
  }
}
