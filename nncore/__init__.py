"""Neural networks from scratch in NumPy: forward pass, backpropagation, optimisers and a trainer.

Floors, each importing only what lies below it: `functions` (tables of records), `network`,
`training`, `data`, `language`, `experiments` (run files), `config`, `analysis`, `plots` and
`report`. `docs/architecture.md` draws the house; a test holds its laws.

Shapes, everywhere: R replicas, n samples, B batch, m inputs -> n_l units of a layer, P parameters,
K outputs. Arrays are sample-major and carry the replica axis first.
"""

__version__ = "0.1.0"
