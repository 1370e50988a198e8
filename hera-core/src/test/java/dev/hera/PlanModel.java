package dev.hera;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan as plain maps and sets, written from the specification: it keeps facts only, and counts
 * everything else again whenever it is asked.
 */
final class PlanModel {

  /** What is known of one node. */
  static final class Node {
    final String name;
    boolean cancelled;
    boolean started;
    boolean live;
    boolean accepted;
    String status = "";
    String task = "";
    String cause = "";
    boolean ready;
    boolean sessionEnded;
    boolean gone;
    int exitCode;

    Node(String name) {
      this.name = name;
    }

    boolean isPlanned() {
      return !cancelled && !started;
    }

    boolean isOpen() {
      return task.equals("pending") || task.equals("in_progress");
    }
  }

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Set<String>> blockers = new LinkedHashMap<>();

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  @Nullable Node find(String name) {
    return nodes.get(name);
  }

  Set<String> blockers(String name) {
    return blockers.getOrDefault(name, Set.of());
  }

  /** The number of the row of G1 that decides for a node. */
  int row(String name) {
    Node node = nodes.get(name);
    if (node.cancelled) {
      return 1;
    }
    if (node.status.equals("done")) {
      return 3;
    }
    if (node.status.equals("failed")) {
      return 4;
    }
    if (!node.started) {
      return 6;
    }
    if (!node.live) {
      return 7;
    }
    return node.isOpen() ? 9 : 10;
  }

  private boolean satisfies(String name) {
    return Set.of(1, 3).contains(row(name));
  }

  boolean fails(String name) {
    return Set.of(4, 7, 10).contains(row(name));
  }

  /** All nodes that count as failed. */
  Set<String> failing() {
    return nodes.keySet().stream().filter(this::fails).collect(Collectors.toSet());
  }

  /** Whether a failure of this node that holds nobody is told, since nobody accepted its work. */
  boolean isLost(String name) {
    Node node = nodes.get(name);
    return node.status.equals("failed") || !node.live || !node.task.equals("complete");
  }

  String state(String name) {
    Node node = nodes.get(name);
    if (node.cancelled) {
      return "cancelled";
    }
    if (!node.started) {
      if (blockers(name).stream().anyMatch(this::fails)) {
        return "held";
      }
      return blockers(name).stream().allMatch(this::satisfies) ? "ready" : "planned";
    }
    boolean complete = node.task.equals("complete");
    if (node.status.equals("failed") || (Set.of(7, 10).contains(row(name)) && !complete)) {
      return "failed";
    }
    if (complete) {
      return "done";
    }
    if (node.status.equals("done")) {
      return "in_review";
    }
    return node.live && !node.accepted ? "pending" : "working";
  }

  /** The pairs of held nodes and what holds them, as {@code node (blocker}. */
  Set<String> holds() {
    Set<String> holds = new TreeSet<>();
    for (Node node : nodes.values()) {
      if (node.isPlanned()) {
        for (String blocker : blockers(node.name)) {
          if (fails(blocker)) {
            holds.add(node.name + " (" + blocker);
          }
        }
      }
    }
    return holds;
  }

  /** Whether the edge or the node of a former hold is gone, so that nobody is told of its end. */
  boolean endsInSilence(String hold) {
    List<String> names = List.of(hold.split(" \\(", -1));
    return !nodes.get(names.get(0)).isPlanned() || !blockers(names.get(0)).contains(names.get(1));
  }

  /** Adds a node; a name that is taken, or asked for in the same call, is passed over. */
  String add(String requested, Set<String> others, Set<String> waitsFor) {
    String name = requested;
    for (int n = 2;
        nodes.containsKey(name) || (others.contains(name) && !name.equals(requested));
        n++) {
      name = requested + "-" + n;
    }
    nodes.put(name, new Node(name));
    blockers.put(name, new TreeSet<>(waitsFor));
    return name;
  }

  String block(String blocked, String blocker) {
    if (blocked.equals(blocker)) {
      return "self_edge";
    }
    if (!nodes.containsKey(blocked) || !nodes.containsKey(blocker)) {
      return "not_found";
    }
    if (blockers(blocked).contains(blocker)) {
      return "false";
    }
    if (reaches(blocker, blocked)) {
      return "cycle";
    }
    blockers.get(blocked).add(blocker);
    return "true";
  }

  private boolean reaches(String from, String to) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (seen.add(name)) {
        open.addAll(blockers(name));
      }
    }
    return seen.contains(to);
  }

  String unblock(String blocked, String blocker) {
    if (!nodes.containsKey(blocked) || !nodes.containsKey(blocker)) {
      return "not_found";
    }
    return String.valueOf(blockers.get(blocked).remove(blocker));
  }

  String cancel(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      return "not_found";
    }
    if (!node.cancelled && node.started) {
      return "already_materialized";
    }
    Set<String> before = ready();
    node.cancelled = true;
    Set<String> released = ready();
    released.removeAll(before);
    return released.toString();
  }

  String update(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      return "not_found";
    }
    if (node.cancelled) {
      return "cancelled";
    }
    return node.started ? "already_materialized" : state(name);
  }

  private Set<String> ready() {
    Set<String> ready = new TreeSet<>();
    nodes.keySet().stream().filter(name -> state(name).equals("ready")).forEach(ready::add);
    return ready;
  }

  /** Starts all that is ready, in the order of their ids. */
  List<String> tick() {
    nodes.values().stream()
        .filter(node -> node.live && node.gone && !node.sessionEnded)
        .forEach(node -> sessionEnded(node.name, node.exitCode));
    List<String> started = new ArrayList<>();
    for (Node node : nodes.values()) {
      if (state(node.name).equals("ready")) {
        node.started = true;
        node.live = true;
        node.task = "pending";
        started.add(node.name);
      }
    }
    return started;
  }

  /** A worker's first call. */
  private void call(Node node) {
    if (!node.accepted) {
      node.accepted = true;
      if (!node.sessionEnded) {
        sessionRuns(node);
      }
    }
  }

  private static void sessionRuns(Node node) {
    node.sessionEnded = false;
    if (node.task.equals("pending") || node.cause.equals("session")) {
      node.task = "in_progress";
      node.cause = "";
      node.ready = false;
    }
  }

  String report(String name, String status) {
    Node node = nodes.get(name);
    if (!node.live) {
      return "fenced";
    }
    call(node);
    boolean left = node.status.equals("done") || node.status.equals("failed");
    node.status = status;
    if (status.equals("done") || status.equals("failed")) {
      if (node.task.equals("in_progress")) {
        node.task = "in_review";
        node.cause = "status";
        node.ready = status.equals("done");
      }
    } else if (node.cause.equals("session") || (left && node.cause.equals("status"))) {
      node.task = "in_progress";
      node.cause = "";
      node.ready = false;
    } else if (left) {
      node.ready = false;
    }
    if (!status.equals("done") && !status.equals("failed")) {
      node.sessionEnded = false;
    }
    return node.task;
  }

  void sessionEnded(String name, int code) {
    Node node = nodes.get(name);
    node.sessionEnded = true;
    node.gone = true;
    node.exitCode = code;
    if (node.isOpen()) {
      node.task = "in_review";
      node.cause = "session";
      node.ready = code == 0;
    }
  }

  void sessionStarted(String name) {
    Node node = nodes.get(name);
    node.accepted = true;
    node.gone = false;
    sessionRuns(node);
  }

  void appSets(String name, String taskStatus) {
    Node node = nodes.get(name);
    node.task = taskStatus;
    node.cause = taskStatus.equals("in_review") ? "app" : "";
  }

  void archiveTask(String name) {
    nodes.get(name).live = false;
  }

  String accept(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      return "not_found";
    }
    if (!node.started) {
      return "invalid_argument";
    }
    boolean changed = !node.task.equals("complete");
    node.task = "complete";
    node.cause = "";
    return String.valueOf(changed);
  }

  String revive(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      return "not_found";
    }
    if (!node.live) {
      return "unsupported";
    }
    if (!node.sessionEnded) {
      return node.status.equals("blocked")
          ? "skipped_prompting"
          : node.status.equals("idle") ? "skipped_idle" : "skipped_busy";
    }
    node.sessionEnded = false;
    node.gone = false;
    node.accepted = false;
    if (node.task.equals("pending")) {
      node.task = "in_progress";
    }
    if (node.cause.equals("session")) {
      sessionRuns(node);
    }
    return "restarted";
  }
}
