package dev.hera.examples.host.demo;

import java.util.List;

/**
 * What a scripted worker is asked for: lines of its prompt after the orientation.
 *
 * <p>{@code write FILE} has it write and commit a file, {@code note FILE} append its launch key to
 * a file anywhere, {@code fail once until told} report {@code failed} and try again when written
 * to. Other lines are for people.
 */
record WorkerScript(List<String> lines) {
  private static final String START = "Your mission:";
  private static final String WRITE = "write ";
  private static final String NOTE = "note ";
  private static final String FAIL = "fail once until told";

  static WorkerScript of(String prompt) {
    int start = prompt.lastIndexOf(START);
    String text = start < 0 ? prompt : prompt.substring(start + START.length());
    return new WorkerScript(text.lines().map(String::strip).toList());
  }

  List<String> writes() {
    return after(WRITE);
  }

  List<String> notes() {
    return after(NOTE);
  }

  boolean failsOnce() {
    return lines.contains(FAIL);
  }

  private List<String> after(String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()).strip())
        .toList();
  }
}
