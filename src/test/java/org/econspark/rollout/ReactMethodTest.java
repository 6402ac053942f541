package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.episode.Episode;
import org.econspark.llm.ChatModel;
import org.econspark.llm.ScriptedChatModel;
import org.junit.jupiter.api.Test;

class ReactMethodTest {
  private static final Problem TRIP =
      new Problem(
          "travelplanner",
          "t1",
          "hash",
          """
          Plan a trip from Reno to Ely for one day.

          Given information:
          Restaurants in Ely:
          Name  Cost
          Diner  12
          Taxi from Reno to Ely:
          taxi, from Reno to Ely, cost: 90
          Self-driving from Reno to Ely:
          self-driving, from Reno to Ely, cost: 30
          """,
          "{}",
          "travelplanner",
          "",
          "");

  @Test
  void toolsAnswerFromTheReferenceInformationAlone() {
    TravelSandbox sandbox = TravelSandbox.of(TRIP);

    assertThat(sandbox.query()).isEqualTo("Plan a trip from Reno to Ely for one day.");
    assertThat(sandbox.observe("RestaurantSearch[Ely]")).isEqualTo("Name  Cost\nDiner  12");
    assertThat(sandbox.observe("GoogleDistanceMatrix[Reno, Ely, taxi]")).contains("cost: 90");
    assertThat(sandbox.observe("GoogleDistanceMatrix[Reno, Ely, self-driving]"))
        .contains("cost: 30");
    assertThat(sandbox.observe("RestaurantSearch[Paris]")).startsWith("Nothing is known");
    assertThat(sandbox.observe("RestaurantSearch[(((]")).startsWith("Nothing is known");
    assertThat(sandbox.observe("Fly[Reno]")).contains("no tool Fly");
    assertThat(sandbox.observe("hello")).startsWith("Invalid action");
    assertThat(TravelSandbox.plan("Finish[[{\"days\": 1}]]")).isEqualTo("[{\"days\": 1}]");
  }

  @Test
  void agentLooksUpThenFinishes() {
    List<String> prompts = new ArrayList<>();
    ChatModel model =
        new ScriptedChatModel(
            "chat",
            "chat",
            request -> {
              String prompt = request.messages().get(1).content();
              prompts.add(prompt);
              return prompt.contains("Diner  12")
                  ? "Thought: enough.\nAction: Finish[[{\"days\": 1, \"breakfast\": \"Diner, Ely\"}]]"
                  : "Thought: food first.\nAction: RestaurantSearch[Ely]";
            });

    Episode episode = play(model);

    assertThat(prompts).hasSize(2);
    assertThat(prompts.get(0)).contains("Plan a trip").doesNotContain("Diner");
    assertThat(episode.answer()).contains("Diner, Ely");
    assertThat(episode.rounds()).isEqualTo(2);
    assertThat(episode.stopReason()).isEqualTo("finished");
  }

  @Test
  void agentThatNeverFinishesIsStopped() {
    ChatModel model = new ScriptedChatModel("chat", "chat", request -> "Thought: hm.");

    Episode episode = play(model);

    assertThat(episode.responses()).hasSize(20);
    assertThat(episode.stopReason()).isEqualTo("turns");
    assertThat(episode.correct()).isFalse();
  }

  @Test
  void methodIsNotJudgedWhereItCannotPlay() {
    ChatModel embedded = ControlledTask.solver(1);
    ChatModel chat = new ScriptedChatModel("chat", "chat", request -> "");
    Method react = Methods.byNames(List.of("react")).get(0).method();

    assertThat(Applicability.obstacle(react, models(embedded), "travelplanner"))
        .hasValueSatisfying(reason -> assertThat(reason).contains("not trained").contains("tools"));
    assertThat(Applicability.obstacle(react, models(chat), "gsm8k"))
        .hasValueSatisfying(reason -> assertThat(reason).contains("format gsm8k"));
    assertThat(Applicability.obstacle(react, models(chat), "travelplanner")).isEmpty();
    assertThat(
            Applicability.obstacle(
                Methods.byNames(List.of("tot")).get(0).method(), models(embedded), "gsm8k"))
        .isEmpty();
  }

  private static Ensemble.Models models(ChatModel model) {
    return new Ensemble.Models(model, List.of(model), () -> new ScriptedEmbedder(8));
  }

  private static Episode play(ChatModel model) {
    Settings settings = new SettingsLoader().load();
    NamedMethod react = Methods.byNames(List.of("react")).get(0);
    return new RolloutRunner(settings, own -> models(model), LearnedPlay.none(settings))
        .play(List.of(new RolloutRunner.Assignment(TRIP, react, 0)), BenchmarkMaterial.none())
        .get(0);
  }
}
