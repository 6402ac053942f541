import pytest
import torch

from data import ROW, pack, unpack
from model import MODELS, LanguageModel, causal, document_mask, within_documents


def test_parameters_are_counted_as_stated():
    for config in MODELS.values():
        model = LanguageModel(config)
        assert sum(p.numel() for p in model.parameters()) == config.parameters


def test_a_document_reads_nothing_of_its_neighbours(model):
    torch.manual_seed(0)
    lengths = [30, 7, 21]
    parts = [torch.randint(16, 1280, (1, n)) for n in lengths]
    documents = torch.cat([torch.full((1, n), i) for i, n in enumerate(lengths)], 1)
    attend = within_documents(document_mask(documents))
    together = model(torch.cat(parts, 1), attend)
    alone = torch.cat([model(part, causal) for part in parts], 1)
    assert torch.allclose(together, alone, atol=1e-4)


def test_flex_attention_equals_the_dense_mask(model):
    from torch.nn.attention.flex_attention import create_block_mask, flex_attention

    torch.manual_seed(0)
    tokens = torch.randint(16, 1280, (2, 256))
    documents = (torch.rand(2, 256) < 0.02).cumsum(1)

    def visible(b, h, query, key):
        return (query >= key) & (documents[b, query] == documents[b, key])

    mask = create_block_mask(visible, 2, None, 256, 256, device="cpu")

    def flex(q, k, v):
        return flex_attention(q, k, v, block_mask=mask, enable_gqa=True)

    with torch.no_grad():
        dense = model(tokens, within_documents(document_mask(documents)))
        assert torch.allclose(model(tokens, flex), dense, atol=1e-4)


def test_equals_the_llama_of_hugging_face(model):
    transformers = pytest.importorskip("transformers")
    c = model.config
    theirs = transformers.LlamaForCausalLM(
        transformers.LlamaConfig(
            vocab_size=c.vocabulary,
            hidden_size=c.width,
            intermediate_size=c.ffn,
            num_hidden_layers=c.layers,
            num_attention_heads=c.heads,
            num_key_value_heads=c.kv_heads,
            head_dim=c.head_dim,
            rms_norm_eps=c.epsilon,
            max_position_embeddings=c.context,
            tie_word_embeddings=True,
        )
    ).eval()
    names = {
        "attention_norm": "input_layernorm",
        "ffn_norm": "post_attention_layernorm",
        "q": "self_attn.q_proj",
        "k": "self_attn.k_proj",
        "v": "self_attn.v_proj",
        "o": "self_attn.o_proj",
        "gate": "mlp.gate_proj",
        "up": "mlp.up_proj",
        "down": "mlp.down_proj",
    }
    weights = {
        "model.embed_tokens.weight": model.embedding.weight,
        "lm_head.weight": model.embedding.weight,
        "model.norm.weight": model.norm.weight,
    }
    for i, block in enumerate(model.blocks):
        for ours, name in names.items():
            weights[f"model.layers.{i}.{name}.weight"] = block.get_submodule(ours).weight
    theirs.load_state_dict(weights)
    tokens = torch.randint(16, 1280, (2, 40))
    with torch.no_grad():
        ours = model.logits(model(tokens, causal))
        assert torch.allclose(ours, theirs(tokens).logits, atol=1e-4)


def test_packed_rows_hold_every_document_and_mark_what_is_learned():
    documents = []
    for i in range(400):
        length = 20 + (i * 37) % 900
        values = [0x4000 | (16 + i)] + [(0x8000 if j > 10 else 0) | 500 for j in range(length - 1)]
        documents.append(b"".join(v.to_bytes(2, "little") for v in values))
    rows = pack(iter(documents), 10_000)
    assert rows.shape[1] == ROW
    tokens, targets, numbers = unpack(torch.from_numpy(rows.view("int16")))
    starts = (numbers[:, 1:] != numbers[:, :-1]).sum() + len(rows)
    padded_rows = (tokens[:, -1] == 0).sum()
    assert int(starts) == 400 + int(padded_rows)
    learned = sum(max(0, len(d) // 2 - 12) for d in documents)
    assert int((targets >= 0).sum()) == learned
    assert int(targets.max()) == 500
    assert (rows != 0).mean() > 0.95
