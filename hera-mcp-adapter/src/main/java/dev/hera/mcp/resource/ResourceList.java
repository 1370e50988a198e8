package dev.hera.mcp.resource;

import dev.hera.Watch;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The resources, in the order in which they are listed. */
public final class ResourceList {
  /** A further resource is a class and a line here. */
  public static final List<ResourceKind> ALL =
      List.of(
          new SkillResource(),
          new InboxResource(),
          PlanResource.JSON,
          PlanResource.MERMAID,
          PlanResource.TEXT,
          new RoleInboxResource());

  private static final List<Address> ADDRESSES = ALL.stream().map(Address::of).toList();

  private ResourceList() {}

  /** A resource that there may be: whether there is, the reading tells. */
  public record Found(ResourceKind kind, List<String> names) {
    public boolean is(ResourceKind.Description description) {
      return kind.description().equals(description);
    }

    public String read(Reader reader) {
      return kind.read(reader, names);
    }

    public List<Watch> watch(Reader reader, Runnable wake) {
      return kind.watch(reader, names, wake);
    }
  }

  /** The resource of this address, if any can have it. */
  public static Optional<Found> find(String uri) {
    return ADDRESSES.stream().flatMap(address -> address.find(uri).stream()).findFirst();
  }

  private record Address(ResourceKind kind, Pattern pattern) {
    static Address of(ResourceKind kind) {
      String uri = Pattern.quote(kind.description().uri());
      return new Address(kind, Pattern.compile(uri.replaceAll("\\{\\w+}", "\\\\E([^/]+)\\\\Q")));
    }

    Optional<Found> find(String uri) {
      Matcher matcher = pattern.matcher(uri);
      return matcher.matches()
          ? Optional.of(
              new Found(
                  kind,
                  IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList()))
          : Optional.empty();
    }
  }
}
