package dev.hera.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run found, as Markdown: printed as it comes, and kept for a file. */
public final class Report {
  private final StringBuilder text = new StringBuilder();
  private final PrintStream out;

  public Report(PrintStream out) {
    this.out = out;
  }

  public void title(String title) {
    add("# " + title);
  }

  public void heading(String heading) {
    add("## " + heading);
  }

  public void paragraph(String sentences) {
    add(sentences);
  }

  public void table(Table table) {
    add(String.join("\n", table.lines()));
  }

  public void list(List<String> facts) {
    add("- " + String.join("\n- ", facts));
  }

  private void add(String part) {
    text.append(part).append("\n\n");
    out.println(part + "\n");
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, text.toString().strip() + "\n");
  }
}
