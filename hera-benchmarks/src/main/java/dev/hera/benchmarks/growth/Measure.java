package dev.hera.benchmarks.growth;

/** What is measured while a plan and its history grow. */
enum Measure {
  STATUS("status of a worker"),
  SEND("message to the coordinator"),
  INBOX("inbox, empty"),
  EXPLAIN("explain one node"),
  IDLE("`tick`, nothing to start"),
  READY("`tick`, 10 nodes to start"),
  FRONT("one edge, near ends, at the front"),
  MIDDLE("one edge, near ends, in the middle"),
  BACK("one edge, near ends, at the back"),
  FAR("one edge, ends half the plan apart");

  static final int STARTS = 10;

  private final String title;

  Measure(String title) {
    this.title = title;
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
