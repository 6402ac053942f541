"""Transitions per second of one ECON update in PyTorch, with the networks and losses of `nn` and
`learning`: one module for each agent, torch.optim.Adam, the usual way to write it."""

import argparse
import time

import torch
import torch.nn.functional as F
from torch import nn

MODEL, BLOCKS, HEADS, HIDDEN, DROPOUT, EPSILON = 256, 2, 4, 1024, 0.1, 1e-5
BELIEF, VALUE, GROUP, FEATURE, MIXER, CONTROLS = 128, 256, 128, 128, 32, 2
LAMBDA_SIMILARITY = LAMBDA_CONSISTENCY = 0.1


class Attention(nn.Module):
    def __init__(self, size, inner):
        super().__init__()
        self.inner = inner
        self.project = nn.Linear(size, 3 * inner)
        self.out = nn.Linear(inner, inner)

    def forward(self, x):
        rows, length, _ = x.shape
        parts = self.project(x).view(rows, length, 3, HEADS, self.inner // HEADS)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v)
        return self.out(attended.transpose(1, 2).reshape(rows, length, self.inner))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1 = nn.LayerNorm(MODEL, EPSILON)
        self.attention = Attention(MODEL, MODEL)
        self.norm2 = nn.LayerNorm(MODEL, EPSILON)
        self.hidden = nn.Linear(MODEL, HIDDEN)
        self.out = nn.Linear(HIDDEN, MODEL)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x):
        x = x + self.drop(self.attention(self.norm1(x)))
        return x + self.drop(self.out(F.gelu(self.hidden(self.norm2(x)))))


class Agent(nn.Module):
    def __init__(self, embedding):
        super().__init__()
        self.text = nn.Linear(embedding, MODEL, bias=False)
        self.slots = nn.Parameter(torch.rand(4, MODEL) - 0.5)
        # Used once there is history; there is none in this benchmark.
        self.controls = nn.Linear(CONTROLS, MODEL)
        self.failed = nn.Parameter(torch.rand(MODEL) - 0.5)
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.norm = nn.LayerNorm(MODEL, EPSILON)
        self.gru = nn.GRUCell(MODEL, BELIEF)
        self.belief_out = nn.Linear(BELIEF, BELIEF)
        self.head = nn.Linear(BELIEF, CONTROLS)
        self.value_belief = nn.Linear(BELIEF, VALUE)
        self.value_controls = nn.Linear(CONTROLS, VALUE)
        self.value_hidden = nn.Linear(VALUE, VALUE)
        self.value_out = nn.Linear(VALUE, 1)

    def belief(self, texts):
        x = self.text(texts) + self.slots[: texts.shape[1]]
        for block in self.blocks:
            x = block(x)
        pooled = self.norm(x).mean(1)
        return self.belief_out(self.gru(pooled))

    def proposal(self, belief):
        return 2 * torch.sigmoid(self.head(belief)) - 1

    def value(self, belief, controls):
        x = F.gelu(self.value_belief(belief) + self.value_controls(controls))
        return self.value_out(F.gelu(self.value_hidden(x))).squeeze(-1)


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(BELIEF, EPSILON)
        self.belief = nn.Linear(BELIEF, GROUP)
        self.attention = Attention(BELIEF, GROUP)

    def forward(self, beliefs):
        x = self.norm(beliefs)
        return (self.belief(x) + self.attention(x)).mean(1)


class Mixer(nn.Module):
    def __init__(self, embedding):
        super().__init__()
        self.controls = nn.Linear(CONTROLS, FEATURE)
        self.attention = Attention(FEATURE, FEATURE)
        self.attended = nn.Linear(FEATURE, FEATURE)
        self.group = nn.Linear(GROUP, FEATURE)
        self.feature = nn.Linear(FEATURE, FEATURE)
        self.weight1 = nn.Linear(FEATURE, MIXER)
        self.bias1 = nn.Linear(GROUP, MIXER)
        self.weight2 = nn.Linear(GROUP, MIXER)
        self.bias2_hidden = nn.Linear(GROUP, MIXER)
        self.bias2_out = nn.Linear(MIXER, 1)
        self.projection = nn.Linear(FEATURE, embedding)

    def features(self, controls, group):
        x = self.controls(controls)
        x = x + self.attention(x)
        return self.feature(F.gelu(self.attended(x) + self.group(group).unsqueeze(1)))

    def mix(self, values, features, group):
        first = self.weight1(features).abs()
        hidden = F.elu(torch.bmm(values.unsqueeze(1), first).squeeze(1) + self.bias1(group))
        base = self.bias2_out(F.gelu(self.bias2_hidden(group))).squeeze(-1)
        return (hidden * self.weight2(group).abs()).sum(1) + base


def frozen(module):
    """Turns gradients of a module's parameters off while in the block."""

    class Frozen:
        def __enter__(self):
            for p in module.parameters():
                p.requires_grad_(False)

        def __exit__(self, *_):
            for p in module.parameters():
                p.requires_grad_(True)

    return Frozen()


def update(agents, encoder, mixer, optimisers, batch):
    texts, actions, rewards, team, commitments = batch
    beliefs = [agent.belief(texts[i]) for i, agent in enumerate(agents)]
    values = torch.stack([a.value(beliefs[i], actions[i]) for i, a in enumerate(agents)])
    local = (values - rewards).square().mean(1).sum()

    known = torch.stack([b.detach() for b in beliefs], 1)
    known_values = values.detach().t()
    controls = actions.transpose(0, 1)
    group = encoder(known)
    with frozen(mixer):
        group_q = mixer.mix(known_values, mixer.features(controls, group), group)
    group_of_encoder = (group_q - team).square().mean()

    known_group = group.detach()
    features = mixer.features(controls, known_group)
    mixed = mixer.mix(known_values, features, known_group)
    group_of_mixer = (mixed - team).square().mean()
    cosine = F.cosine_similarity(mixer.projection(features), commitments.unsqueeze(1), -1)
    similarity = (1 - cosine).square().sum(1).mean()
    consistency = (known_values - mixed.unsqueeze(1)).square().sum(1).mean()
    mixer_loss = (
        group_of_mixer + LAMBDA_SIMILARITY * similarity + LAMBDA_CONSISTENCY * consistency
    )

    proposals = [a.proposal(known[:, i]) for i, a in enumerate(agents)]
    proposed = []
    for i, agent in enumerate(agents):
        own = nn.ModuleList(
            [agent.value_belief, agent.value_controls, agent.value_hidden, agent.value_out]
        )
        with frozen(own):
            proposed.append(agent.value(known[:, i], proposals[i]))
    with frozen(mixer):
        control = -mixer.mix(torch.stack(proposed, 1), features.detach(), known_group).mean()

    total = local + group_of_encoder + mixer_loss + control
    for optimiser in optimisers:
        optimiser.zero_grad()
    total.backward()
    for agent in agents:
        nn.utils.clip_grad_norm_(agent.parameters(), 10)
    nn.utils.clip_grad_norm_([*encoder.parameters(), *mixer.parameters()], 10)
    for optimiser in optimisers:
        optimiser.step()
    return total.item()


def measure(count, size, embedding, seconds):
    torch.manual_seed(1)
    agents = [Agent(embedding) for _ in range(count)]
    encoder, mixer = Encoder(), Mixer(embedding)
    shared = [*encoder.parameters(), *mixer.parameters()]
    optimisers = [
        torch.optim.Adam([p for a in agents for p in a.parameters()], lr=1e-3),
        torch.optim.Adam(shared, lr=5e-4),
    ]
    scale = embedding**-0.5
    batch = (
        (scale * torch.randn(1, size, 2, embedding)).expand(count, -1, -1, -1).contiguous(),
        2 * torch.rand(count, size, CONTROLS) - 1,
        torch.rand(count, size),
        torch.rand(size),
        scale * torch.randn(size, embedding),
    )
    for _ in range(3):
        update(agents, encoder, mixer, optimisers, batch)
    updates, start, used, elapsed = 0, time.perf_counter(), time.process_time(), 0.0
    while elapsed < seconds:
        update(agents, encoder, mixer, optimisers, batch)
        updates += 1
        elapsed = time.perf_counter() - start
    parameters = sum(p.numel() for p in shared) + sum(
        p.numel() for a in agents for p in a.parameters()
    )
    print(
        f"python case {count}x{size} transitions_per_s {updates * size / elapsed:.1f} "
        f"ms_per_update {1000 * elapsed / updates:.1f} "
        f"cpu_ms_per_update {1000 * (time.process_time() - used) / updates:.1f} "
        f"parameters {parameters}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--cases", default="3x16,3x256,9x16,9x256")
    parser.add_argument("--embedding", type=int, default=256)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for case in options.cases.split(","):
        count, size = (int(part) for part in case.split("x"))
        measure(count, size, options.embedding, options.seconds)


if __name__ == "__main__":
    main()
