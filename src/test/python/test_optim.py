import torch

from optim import Muon, orthogonalise


def test_singular_values_come_close_to_one():
    torch.manual_seed(0)
    for shape in [(3, 40, 16), (2, 16, 40), (1, 24, 24)]:
        values = torch.linalg.svdvals(orthogonalise(torch.randn(shape)).float())
        assert values.max() < 1.3
        assert values.median() > 0.6


def test_a_step_goes_down_the_slope():
    torch.manual_seed(0)
    weight = torch.nn.Parameter(torch.randn(8, 8))
    target = torch.randn(8, 8)
    muon = Muon([weight])
    losses = []
    for _ in range(300):
        loss = (weight - target).square().mean()
        losses.append(loss.item())
        loss.backward()
        muon.step(0.02)
        weight.grad = None
    assert losses[-1] < 0.05 * losses[0]
