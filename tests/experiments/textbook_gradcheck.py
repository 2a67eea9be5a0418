"""The gradient check of the backpropagation chapter as a textbook writes it, in its own order.

One column per sample, one array per layer, one parameter moved at a time, in place and back again.
Run as a module it prints the relative errors of weights and biases, layer by layer, at the digits
of the chapter. Nothing of `nncore` is used.
"""

import itertools
import sys

import numpy as np

SIZES, SEED, EPSILON, FLOOR = (3, 4, 2), 42, 1e-7, 1e-8


class Network:
    def __init__(self, stream):
        self.weights, self.biases = [], []
        for n_in, n_out in itertools.pairwise(SIZES):
            self.weights.append(stream.randn(n_out, n_in) * np.sqrt(2.0 / (n_in + n_out)))
            self.biases.append(np.zeros((n_out, 1)))

    def forward(self, x):
        sums, outputs = [], [x]
        for w, b in zip(self.weights, self.biases, strict=True):
            sums.append(w @ outputs[-1] + b)
            outputs.append(1.0 / (1.0 + np.exp(-sums[-1])))
        return sums, outputs

    def loss(self, x, y):
        return 0.5 * np.sum((self.forward(x)[1][-1] - y) ** 2) / y.shape[1]

    def gradients(self, x, y):
        """The gradient of every layer's weights and biases, by backpropagation."""
        sums, outputs = self.forward(x)
        slopes = [s * (1 - s) for s in (1.0 / (1.0 + np.exp(-z)) for z in sums)]
        delta = (outputs[-1] - y) / y.shape[1] * slopes[-1]
        found = [(delta @ outputs[-2].T, np.sum(delta, axis=1, keepdims=True))]
        for layer in range(len(SIZES) - 3, -1, -1):
            delta = (self.weights[layer + 1].T @ delta) * slopes[layer]
            found.append((delta @ outputs[layer].T, np.sum(delta, axis=1, keepdims=True)))
        return found[::-1]

    def central_differences(self, parameters, x, y):
        numerical = np.zeros_like(parameters)
        for place in np.ndindex(parameters.shape):
            parameters[place] += EPSILON
            above = self.loss(x, y)
            parameters[place] -= 2 * EPSILON
            below = self.loss(x, y)
            parameters[place] += EPSILON
            numerical[place] = (above - below) / (2 * EPSILON)
        return numerical


def relative_errors():
    """Errors of layer 1's weights, its biases, layer 2's weights, its biases."""
    stream = np.random.RandomState(SEED)
    network = Network(stream)
    x, y = stream.randn(SIZES[0], 5), stream.randn(SIZES[-1], 5)
    gradients = network.gradients(x, y)
    errors = []
    for layer, parts in enumerate(gradients):
        arrays = (network.weights[layer], network.biases[layer])
        for parameters, ours in zip(arrays, parts, strict=True):
            theirs = network.central_differences(parameters, x, y)
            size = np.linalg.norm(ours) + np.linalg.norm(theirs)
            errors.append(np.linalg.norm(ours - theirs) / (size + FLOOR))
    return errors


if __name__ == "__main__":
    sys.stdout.write(" ".join(f"{error:.2e}" for error in relative_errors()))
