package dev.hera.benchmarks.growth;

/** What is measured while a plan and its history grow. */
enum Measure {
  STATUS("status of a worker", Double.NaN),
  SEND("message to the coordinator", Double.NaN),
  INBOX("inbox, empty", Double.NaN),
  EXPLAIN("explain one node", Double.NaN),
  IDLE("`tick`, nothing to start", 2),
  READY("`tick`, 10 nodes to start", Double.NaN),
  FRONT("one edge, near ends, at the front", 2),
  MIDDLE("one edge, near ends, in the middle", 2),
  BACK("one edge, near ends, at the back", 2),
  FAR("one edge, ends half the plan apart", 5);

  /** How much longer than in a small or new plan a measure may take. */
  static final double MOST_TIMES = 1.2;

  static final int STARTS = 10;

  private final String title;
  private final double mostMillis;

  /**
   * @param mostMillis what it may take in any plan; not a number where nothing is said
   */
  Measure(String title, double mostMillis) {
    this.title = title;
    this.mostMillis = mostMillis;
  }

  double mostMillis() {
    return mostMillis;
  }

  /** Whether it must not grow with the plan; an edge is searched for cycles. */
  boolean isOfAnyPlan() {
    return compareTo(READY) <= 0;
  }

  String title() {
    return title;
  }

  void prepare(Grown grown) {
    if (this == READY) {
      grown.addReady(STARTS);
    }
  }

  void run(Grown grown) {
    int last = grown.layers() - 1;
    switch (this) {
      case STATUS -> grown.report();
      case SEND -> grown.send();
      case INBOX -> grown.inbox();
      case EXPLAIN -> grown.explain();
      case IDLE, READY -> grown.tick();
      case FRONT -> grown.block(1, 0);
      case MIDDLE -> grown.block(last / 2, last / 2 - 1);
      case BACK -> grown.block(last, last - 1);
      case FAR -> grown.block(last * 3 / 4, last / 4);
    }
  }

  void settle(Grown grown) throws InterruptedException {
    if (this == READY) {
      grown.awaitReports(STARTS);
    } else if (this == SEND) {
      grown.inbox();
    }
  }
}
