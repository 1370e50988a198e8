package dev.hera.imports.argus;

import dev.hera.imports.argus.ImportReport.Fate;
import dev.hera.imports.argus.ImportReport.Note;
import java.util.ArrayList;
import java.util.List;

/** Collects what an import changes, leaves out, and keeps although it is worth a look. */
final class ImportNotes {
  private final List<Note> notes = new ArrayList<>();

  ImportNotes(List<Note> ofTheReader) {
    notes.addAll(ofTheReader);
  }

  void changed(String what, String why) {
    notes.add(new Note(Fate.CHANGED, what, why));
  }

  void leftOut(String what, String why) {
    notes.add(new Note(Fate.LEFT_OUT, what, why));
  }

  void kept(String what, String why) {
    notes.add(new Note(Fate.KEPT, what, why));
  }

  List<Note> all() {
    return List.copyOf(notes);
  }
}
