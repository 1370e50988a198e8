package dev.hera.launcher.git;

import java.util.ArrayList;
import java.util.List;

/** Splits one line into words, as {@link WorkerCommand#parse} says. */
final class WordSplitter {
  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  WordSplitter(String line) {
    this.line = line;
  }

  List<String> split() {
    while (at < line.length()) {
      char c = line.charAt(at++);
      switch (c) {
        case ' ', '\t', '\n', '\r' -> endWord();
        case '\'' -> singleQuoted();
        case '"' -> doubleQuoted();
        case '\\' -> append(next("a backslash ends the worker command; nothing follows it"));
        default -> append(c);
      }
    }
    endWord();
    return words;
  }

  private void singleQuoted() {
    inWord = true;
    for (char c = nextQuoted(); c != '\''; c = nextQuoted()) {
      word.append(c);
    }
  }

  private void doubleQuoted() {
    inWord = true;
    for (char c = nextQuoted(); c != '"'; c = nextQuoted()) {
      boolean escapes = c == '\\' && at < line.length() && "\"\\".indexOf(line.charAt(at)) >= 0;
      word.append(escapes ? nextQuoted() : c);
    }
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private char nextQuoted() {
    return next("the worker command has a quote that is not closed");
  }

  private char next(String problem) {
    if (at == line.length()) {
      throw new SetupException(problem);
    }
    return line.charAt(at++);
  }
}
