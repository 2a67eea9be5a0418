"""The network: the layout of its parameters, forward and backward propagation."""
