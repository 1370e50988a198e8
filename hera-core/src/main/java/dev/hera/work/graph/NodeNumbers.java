package dev.hera.work.graph;

import java.util.Arrays;

/**
 * The nodes of a graph, numbered from 0 in the order in which they came: a table of open places.
 */
final class NodeNumbers {
  private long[] ids;
  private int[] places;
  private int count;

  NodeNumbers() {
    this(new long[8], new int[16], 0);
  }

  private NodeNumbers(long[] ids, int[] places, int count) {
    this.ids = ids;
    this.places = places;
    this.count = count;
  }

  NodeNumbers copy() {
    return new NodeNumbers(ids.clone(), places.clone(), count);
  }

  int count() {
    return count;
  }

  long id(int number) {
    return ids[number];
  }

  /** The number of a node; -1 when it has none. */
  int find(long id) {
    return places[place(id)] - 1;
  }

  /** The number of a node, which may be new. */
  int add(long id) {
    int known = find(id);
    if (known >= 0) {
      return known;
    }
    if (count == ids.length) {
      grow();
    }
    ids[count] = id;
    places[place(id)] = count + 1;
    return count++;
  }

  private void grow() {
    ids = Arrays.copyOf(ids, 2 * count);
    places = new int[4 * count];
    for (int number = 0; number < count; number++) {
      places[place(ids[number])] = number + 1;
    }
  }

  /** The place of this id, or the free one where it belongs. */
  private int place(long id) {
    int mask = places.length - 1;
    int place = (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (places[place] != 0 && ids[places[place] - 1] != id) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
