package dev.hera.mcp.resource;

import dev.hera.Watch;
import java.util.List;

/** One kind of resource: what it is called, how it is read, and what changes it. */
public interface ResourceKind {

  Description description();

  /**
   * Its text now; marks nothing read.
   *
   * @param names what stands in place of the names in braces
   */
  String read(Reader reader, List<String> names);

  /**
   * Watches it.
   *
   * @param wake is run after a commit that may have changed the text, on the committing thread
   */
  List<Watch> watch(Reader reader, List<String> names, Runnable wake);

  /**
   * What a client is told of it.
   *
   * @param uri with names in braces where it stands for many
   */
  record Description(String uri, String name, String title, String text, String mimeType) {

    /** Whether it stands for many resources. */
    public boolean isTemplate() {
      return uri.contains("{");
    }
  }
}
