"""Neural networks from scratch in NumPy: forward pass, backpropagation, optimisers and a trainer.

Floors, each importing only what lies below it:

0. `activations`, `losses`, `initializers`, `schedules`, `optimizers`, `metrics`: tables of records;
   `streams`, `files`
1. `network` (architecture, predictions, loss and gradient) on `propagation`; `records` (what goes
   into training and comes out), `batches`; `reference` (the loss in array-API functions)
2. `training` (R networks at once) on `stack`, `samples` and `results`; `checkpoint`, `minimizers`,
   `gradcheck`

Shapes, everywhere: R replicas, n samples, B batch, m inputs -> n_l units of a layer, P parameters,
K outputs. Arrays are sample-major and carry the replica axis first.
"""

__version__ = "0.1.0"
