package dev.hera.store.jooq.sql;

import java.util.*;
import java.util.concurrent.*;

@SuppressWarnings("all")
public final class Stats {
  static final Map<String, long[]> all = new ConcurrentHashMap<>();

  public static void add(String sql, long start, int rows) {
    long t = System.nanoTime() - start;
    String k =
        (Thread.currentThread().getName().contains("gater") ? "G " : "  ")
            + sql.replaceAll("in \\([^)]*\\)", "in (..)")
                .replaceAll("^select .* from", "select .. from")
                .replaceAll("values \\(.*", "");
    if (k.length() > 150) k = k.substring(0, 150);
    long[] v = all.computeIfAbsent(k, x -> new long[3]);
    synchronized (v) {
      v[0]++;
      v[1] += t;
      v[2] += rows;
    }
  }

  public static void print(int n) {
    all.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue()[1], a.getValue()[1]))
        .limit(45)
        .forEach(
            e ->
                System.out.printf(
                    "%6.2f/node %7.1f us/node %6.1f us each rows %5.1f %s%n",
                    e.getValue()[0] / (double) n,
                    e.getValue()[1] / 1000.0 / n,
                    e.getValue()[1] / 1000.0 / e.getValue()[0],
                    e.getValue()[2] / (double) e.getValue()[0],
                    e.getKey()));
    all.clear();
  }
}
