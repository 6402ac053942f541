package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.econspark.config.Settings.NetworkSettings;

/**
 * The belief networks B_i of all executor agents, each with its own parameters: what an agent has
 * seen up to a round becomes its belief b_i (paper, section 3 and table of sizes).
 *
 * <p>Within a round, the tokens of {@link BeliefInputs} go through a projection, transformer blocks
 * (LayerNorm first, as in Xiong et al. 2020, which trains without a warm-up) and a mean over the
 * tokens; over the rounds goes a GRU (Cho et al. 2014, in PyTorch's form), and a linear layer gives
 * the belief.
 *
 * <p>Dimensions: N = agents, R = B S = episodes x rounds, T = texts, L = tokens, E = size of text
 * embeddings, D = model size, H = belief size.
 */
final class BeliefNetwork {
  private static final int SLOTS = 4;

  private final NetworkSettings settings;

  BeliefNetwork(NetworkSettings settings, int embeddingSize, int controls, TensorLayout layout) {
    this.settings = settings;
    int model = settings.modelSize();
    // Text embeddings have length 1, so this gives numbers of about 1.
    layout.add(
        "belief.text",
        random -> (2 * random.nextDouble() - 1) * Math.sqrt(3),
        embeddingSize,
        model);
    layout.add("belief.slot", random -> random.nextDouble() - 0.5, SLOTS, model);
    layout.linear("belief.controls", controls, model, 1);
    layout.add("belief.failed", random -> random.nextDouble() - 0.5, 1, 1, model);
    for (int block = 0; block < settings.blocks(); block++) {
      String name = "belief.block" + block;
      layout.norm(name + ".norm1", model);
      layout.linear(name + ".attention.in", model, 3 * model, 1);
      layout.linear(name + ".attention.out", model, model, 1);
      layout.norm(name + ".norm2", model);
      layout.linear(name + ".hidden", model, settings.feedForwardSize(), 1);
      layout.linear(name + ".out", settings.feedForwardSize(), model, 1);
    }
    layout.norm("belief.norm", model);
    layout.linear("belief.gru.in", model, 3 * settings.beliefSize(), 1);
    layout.linear("belief.gru.state", settings.beliefSize(), 3 * settings.beliefSize(), 1);
    layout.linear("belief.out", settings.beliefSize(), settings.beliefSize(), 1);
  }

  /**
   * @param dropout share of activations to drop; 0 in play
   * @return beliefs, shape (N, R, H)
   */
  NDArray forward(
      NDManager manager, DataType type, Tensors tensors, BeliefInputs inputs, double dropout) {
    NDArray x = tokens(manager, type, tensors, inputs);
    long agents = x.getShape().get(0);
    long model = settings.modelSize();
    long rows = inputs.rows();
    long length = inputs.tokens();
    NDArray mask = inputs.mask(manager, type);
    for (int block = 0; block < settings.blocks(); block++) {
      String name = "belief.block" + block;
      NDArray normal = Layers.layerNorm(x, tensors, name + ".norm1", settings.layerNormEpsilon());
      NDArray attended =
          Layers.attention(
                  Layers.linear(normal, tensors, name + ".attention.in")
                      .reshape(agents * rows, length, 3 * model),
                  settings.heads(),
                  mask)
              .reshape(agents, rows * length, model);
      x = x.add(Layers.dropout(Layers.linear(attended, tensors, name + ".attention.out"), dropout));
      normal = Layers.layerNorm(x, tensors, name + ".norm2", settings.layerNormEpsilon());
      NDArray hidden = Layers.gelu(Layers.linear(normal, tensors, name + ".hidden"));
      x = x.add(Layers.dropout(Layers.linear(hidden, tensors, name + ".out"), dropout));
    }
    x = Layers.layerNorm(x, tensors, "belief.norm", settings.layerNormEpsilon());
    NDArray rounds =
        x.reshape(agents, rows, length, model)
            .mul(inputs.pooling(manager, type))
            .sum(new int[] {2});
    NDArray states = overRounds(rounds, tensors, inputs);
    return Layers.linear(states, tensors, "belief.out");
  }

  /** Shape (N, R L, D). */
  private NDArray tokens(NDManager manager, DataType type, Tensors tensors, BeliefInputs inputs) {
    NDArray embeddings = inputs.embeddings(manager, type);
    long agents = embeddings.getShape().get(0);
    long model = settings.modelSize();
    NDArray slots = tensors.get("belief.slot").get(new NDIndex(":, :" + inputs.texts()));
    // Tensors outlive a pass; what is made of them alone must not.
    slots.attach(manager);
    NDArray x =
        embeddings
            .matMul(tensors.get("belief.text"))
            .reshape(agents, inputs.rows(), inputs.texts(), model)
            .add(slots.reshape(agents, 1, inputs.texts(), model));
    if (inputs.hasHistory()) {
      NDArray controls =
          Layers.linear(inputs.controls(manager, type), tensors, "belief.controls")
              .reshape(agents, inputs.rows(), 1, model);
      x = x.concat(controls, 2);
      NDArray failures = inputs.failures(manager, type);
      if (failures != null) {
        x = x.add(failures.mul(tensors.get("belief.failed")));
      }
    }
    return x.reshape(agents, (long) inputs.rows() * inputs.tokens(), model);
  }

  /** A GRU over the rounds of each episode, from a zero state: (N, R, D) to (N, R, H). */
  private NDArray overRounds(NDArray rounds, Tensors tensors, BeliefInputs inputs) {
    long agents = rounds.getShape().get(0);
    long size = settings.beliefSize();
    NDArray gates =
        Layers.linear(rounds, tensors, "belief.gru.in")
            .reshape(agents, inputs.episodes(), inputs.rounds(), 3 * size);
    NDArray state =
        rounds.getManager().zeros(new Shape(agents, inputs.episodes(), size), rounds.getDataType());
    NDList perRound = gates.split(inputs.rounds(), 2);
    NDList states = new NDList();
    for (int s = 0; s < inputs.rounds(); s++) {
      NDList in = perRound.get(s).reshape(agents, inputs.episodes(), 3 * size).split(3, 2);
      NDList own = Layers.linear(state, tensors, "belief.gru.state").split(3, 2);
      NDArray reset = Layers.sigmoid(in.get(0).add(own.get(0)));
      NDArray keep = Layers.sigmoid(in.get(1).add(own.get(1)));
      NDArray fresh = in.get(2).add(reset.mul(own.get(2))).tanh();
      state = fresh.add(keep.mul(state.sub(fresh)));
      states.add(state.expandDims(2));
    }
    NDArray all = states.size() == 1 ? states.get(0) : NDArrays.concat(states, 2);
    return all.reshape(agents, inputs.rows(), size);
  }
}
