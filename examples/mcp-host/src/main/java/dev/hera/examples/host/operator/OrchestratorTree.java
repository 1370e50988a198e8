package dev.hera.examples.host.operator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Orchestrators, each followed by those nested below it. */
public final class OrchestratorTree {
  private final List<OrchestratorLine> all;

  public OrchestratorTree(List<OrchestratorLine> all) {
    this.all = all;
  }

  /** The names, for a sentence. */
  public String names() {
    return all.isEmpty()
        ? "none"
        : all.stream().map(OrchestratorLine::name).collect(Collectors.joining(", "));
  }

  /** One of them and all nested below it; nothing when there is none of this name. */
  public List<OrchestratorLine> below(String name) {
    return List.copyOf(depths(List.of(name)).keySet());
  }

  /** A line for people of each orchestrator, indented by how deep it is nested. */
  public List<String> texts() {
    Map<OrchestratorLine, Integer> depths = depths(tops());
    all.forEach(line -> depths.putIfAbsent(line, 0));
    List<String> texts = new ArrayList<>();
    depths.forEach((line, depth) -> texts.add("  ".repeat(depth) + text(line)));
    return texts;
  }

  private List<String> tops() {
    List<String> names = all.stream().map(OrchestratorLine::name).toList();
    return all.stream()
        .filter(line -> line.parent() == null || !names.contains(line.parent()))
        .map(OrchestratorLine::name)
        .toList();
  }

  private Map<OrchestratorLine, Integer> depths(List<String> tops) {
    Map<OrchestratorLine, Integer> depths = new LinkedHashMap<>();
    Deque<OrchestratorLine> open = new ArrayDeque<>();
    all.stream().filter(line -> tops.contains(line.name())).forEach(open::add);
    while (!open.isEmpty()) {
      OrchestratorLine next = open.pop();
      OrchestratorLine parent = find(next.parent());
      if (depths.putIfAbsent(next, parent == null ? 0 : 1 + depths.getOrDefault(parent, -1))
          == null) {
        nested(next).forEach(open::push);
      }
    }
    return depths;
  }

  private @Nullable OrchestratorLine find(@Nullable String name) {
    return all.stream().filter(line -> line.name().equals(name)).findFirst().orElse(null);
  }

  private List<OrchestratorLine> nested(OrchestratorLine parent) {
    return all.stream().filter(line -> Objects.equals(line.parent(), parent.name())).toList();
  }

  /** An orchestrator in one line. */
  public static String text(OrchestratorLine line) {
    String counts =
        line.counts().entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().replace('_', ' '))
            .collect(Collectors.joining(" · "));
    return line.name()
        + ": "
        + (counts.isEmpty() ? "no nodes" : counts)
        + (line.complete() ? ", complete" : "")
        + (line.coordinator() == null ? ", no live coordinator" : ", led by " + line.coordinator());
  }
}
