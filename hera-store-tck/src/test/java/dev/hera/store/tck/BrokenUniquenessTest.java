package dev.hera.store.tck;

import static dev.hera.store.tck.ContractRun.rejected;

import dev.hera.store.tck.BrokenStores.Catches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every store that forgets a rule of uniqueness is rejected by the test that is there for it. */
class BrokenUniquenessTest {
  @TestFactory
  Stream<DynamicTest> a_store_that_forgets_a_uniqueness_rule_is_rejected() {
    Map<String, List<String>> rules = new LinkedHashMap<>();
    rules.put(
        "Orchestrators.refuses_a_second_one_with_the_same_id", List.of("orchestrator exists"));
    rules.put(
        "Orchestrators.refuses_a_second_active_one_of_the_same_name",
        List.of("active orchestrator name"));
    rules.put(
        "Orchestrators.refuses_an_update_to_the_name_of_another_active_one",
        List.of("active orchestrator name"));
    rules.put("Roles.refuses_a_second_one_with_the_same_id", List.of("role exists"));
    rules.put(
        "RoleNames.refuses_a_second_active_one_of_the_same_name_in_an_orchestrator",
        List.of("active role name"));
    rules.put("RoleNames.a_cancelled_one_keeps_its_name", List.of("active role name"));
    rules.put("Tasks.refuses_a_second_one_with_the_same_id", List.of("task exists"));
    rules.put("Bindings.refuses_a_second_one_with_the_same_id", List.of("binding exists"));
    rules.put("LiveBindings.refuses_a_second_live_one_of_a_role", List.of("live role"));
    rules.put(
        "LiveBindings.refuses_a_second_live_one_of_a_task_in_an_orchestrator",
        List.of("live task"));
    rules.put(
        "LiveBindings.refuses_a_second_live_one_of_a_worktree_in_an_orchestrator",
        List.of("live worktree"));
    rules.put("LiveBindings.refuses_an_update_that_makes_a_second_live_one", List.of("live role"));
    rules.put("Edges.refuses_a_second_edge_of_a_pair", List.of("edge exists"));
    rules.put("Gates.refuses_a_second_one_of_a_role", List.of("gate exists"));
    rules.put("Launches.refuses_a_second_one_with_the_same_id", List.of("launch exists"));
    rules.put("Launches.refuses_a_second_one_of_a_role", List.of("launch of the role"));
    rules.put("Launches.refuses_a_second_one_with_the_same_key", List.of("launch key"));
    rules.put("Tokens.refuses_a_second_token_with_the_same_hash", List.of("token exists"));
    rules.put("Holds.refuses_a_second_one_with_the_same_id", List.of("hold exists"));
    rules.put("Holds.refuses_a_second_open_one_of_a_node_and_blocker", List.of("open hold"));
    rules.put(
        "Holds.refuses_a_second_open_one_of_a_node_without_a_blocker",
        List.of("open hold", "blocker=null"));
    rules.put("Holds.refuses_an_update_that_makes_a_second_open_one", List.of("open hold"));
    rules.put("Hosts.refuses_a_second_one_with_the_same_id", List.of("host exists"));
    rules.put("Hosts.refuses_a_second_one_with_the_same_name", List.of("host name"));
    rules.put("Hosts.refuses_an_update_to_the_name_of_another_one", List.of("host name"));
    rules.put("Messages.refuses_a_second_one_with_the_same_id", List.of("message exists"));
    rules.put("Events.refuses_a_second_one_with_the_same_number", List.of("event exists"));
    rules.put(
        "Answers.refuses_a_second_one_to_the_same_role_verb_and_key",
        List.of("answer exists", "role=RoleId"));
    rules.put(
        "Answers.refuses_a_second_one_to_the_same_verb_and_key_without_a_role",
        List.of("answer exists", "role=null"));
    return rules.entrySet().stream()
        .map(
            rule ->
                rejected(
                    "forgets " + String.join(", ", rule.getValue()),
                    () -> Catches.andForgets(rule.getValue().toArray(String[]::new)),
                    rule.getKey()));
  }
}
