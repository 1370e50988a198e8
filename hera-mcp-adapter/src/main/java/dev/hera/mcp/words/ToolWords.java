package dev.hera.mcp.words;

import dev.hera.vocabulary.Verb;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hera's own sentences in the words of the tools: they mark verbs and parameters as the facade has
 * them, and agents know them by other names. What somebody else wrote is not to be given here; the
 * quotations in Hera's sentences ({@link dev.hera.vocabulary.Quotation}) stay as they are.
 */
public final class ToolWords {
  /** What a parameter of the facade is called as one of a tool, where the two differ. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "roleName", "role_name",
          "coordinatorRoleName", "coordinator_role_name",
          "baseBranch", "base_branch",
          "timeout", "timeout_seconds",
          "idempotencyKey", "idempotency_key",
          "handoffNote", "handoff_note",
          "messageIds", "message_ids",
          "inReplyTo", "in_reply_to");

  private static final Map<String, String> WORDS = words();
  private static final Pattern QUOTATION_OR_MARK = Pattern.compile("\"[^\"\\n]*\"|`[A-Za-z.]+`");
  private static final Pattern NAME = Pattern.compile("[A-Za-z]+");

  private ToolWords() {}

  private static Map<String, String> words() {
    Map<String, String> words = new HashMap<>();
    PARAMETERS.forEach((name, parameter) -> words.put("`" + name + "`", parameter));
    for (Verb verb : Verb.values()) {
      words.put(verb.toString(), "hera_" + verb.wire());
    }
    words.put(Verb.MEMBERSHIP.toString(), "hera_join without role_name");
    words.remove(Verb.AWAIT_OUTCOME.toString()); // no tool waits for a whole plan
    words.put(
        Verb.ALL,
        "the hera_* tools (your client may list them under a longer name that ends so, such as"
            + " mcp__hera__hera_send)");
    return Map.copyOf(words);
  }

  /** A text that Hera wrote. */
  public static String of(String text) {
    return QUOTATION_OR_MARK
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(WORDS.getOrDefault(found.group(), found.group())));
  }

  /** The path of an argument of the facade, for instance {@code nodes[2].baseBranch}. */
  public static String parameter(String path) {
    return NAME.matcher(path)
        .replaceAll(name -> PARAMETERS.getOrDefault(name.group(), name.group()));
  }
}
