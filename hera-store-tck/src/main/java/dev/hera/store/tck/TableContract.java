package dev.hera.store.tck;

import dev.hera.store.tck.chapter.IdsChapter;
import dev.hera.store.tck.table.AnswersChapter;
import dev.hera.store.tck.table.BindingsChapter;
import dev.hera.store.tck.table.EdgesChapter;
import dev.hera.store.tck.table.EventsChapter;
import dev.hera.store.tck.table.GatesChapter;
import dev.hera.store.tck.table.HoldsChapter;
import dev.hera.store.tck.table.HostsChapter;
import dev.hera.store.tck.table.LaunchListsChapter;
import dev.hera.store.tck.table.LaunchesChapter;
import dev.hera.store.tck.table.LiveBindingsChapter;
import dev.hera.store.tck.table.MessagesChapter;
import dev.hera.store.tck.table.OrchestratorsChapter;
import dev.hera.store.tck.table.RoleNamesChapter;
import dev.hera.store.tck.table.RolesChapter;
import dev.hera.store.tck.table.TasksChapter;
import dev.hera.store.tck.table.TokensChapter;
import dev.hera.store.tck.table.ValuesChapter;
import org.junit.jupiter.api.Nested;

/** The chapters about what each table keeps, refuses and lists. */
abstract class TableContract extends TestedStore {
  @Nested
  class Ids extends IdsChapter {
    Ids() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Orchestrators extends OrchestratorsChapter {
    Orchestrators() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Roles extends RolesChapter {
    Roles() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class RoleNames extends RoleNamesChapter {
    RoleNames() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Tasks extends TasksChapter {
    Tasks() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Bindings extends BindingsChapter {
    Bindings() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class LiveBindings extends LiveBindingsChapter {
    LiveBindings() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Edges extends EdgesChapter {
    Edges() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Gates extends GatesChapter {
    Gates() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Launches extends LaunchesChapter {
    Launches() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class LaunchLists extends LaunchListsChapter {
    LaunchLists() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Tokens extends TokensChapter {
    Tokens() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Holds extends HoldsChapter {
    Holds() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Hosts extends HostsChapter {
    Hosts() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Messages extends MessagesChapter {
    Messages() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Events extends EventsChapter {
    Events() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Answers extends AnswersChapter {
    Answers() {
      super(TableContract.this.tested);
    }
  }

  @Nested
  class Values extends ValuesChapter {
    Values() {
      super(TableContract.this.tested);
    }
  }
}
