r"""The mathematics of the report: one note each in one table, a name, a sentence, its equations.

Conventions of the library: samples are rows, $A^{(l)}$ holds one row a sample, weights stand to the
right. Only LaTeX that both renderers show right (`nncore.report.markup.mathml`).
"""

from typing import NamedTuple


class Note(NamedTuple):
    """One piece of mathematics.

    Attributes
    ----------
    title : str
        What a sentence calls it.
    text : str
        One or two sentences before the equations; inline markup.
    equations : tuple of str
        LaTeX; the first carries the note's number, further ones follow it with their own.
    """

    title: str
    text: str
    equations: tuple[str, ...]


NOTES: dict[str, Note] = {
    # --- the forward pass ---------------------------------------------------------------------
    "forward": Note(
        "forward pass",
        "Layer $l$ of $L$ takes the outputs $A^{(l-1)}$ of the layer before it, one row a "
        r"sample, forms weighted sums and bends them; $A^{(0)} = X$ are the inputs and $\hat Y = "
        "A^{(L)}$ the predictions.",
        (r"Z^{(l)} = A^{(l-1)} W^{(l)} + b^{(l)}, \qquad A^{(l)} = f_l(Z^{(l)})",),
    ),
    "sigmoid": Note(
        "sigmoid",
        "The sigmoid squeezes a number into the interval from 0 to 1, and its slope can be read "
        "off its value.",
        (r"\sigma(z) = \frac{1}{1 + e^{-z}}, \qquad \sigma'(z) = \sigma(z) (1 - \sigma(z))",),
    ),
    "tanh": Note(
        "hyperbolic tangent",
        "The hyperbolic tangent is a sigmoid stretched to the interval from $-1$ to 1, so that "
        "its outputs are centred.",
        (r"\tanh(z) = 2 \sigma(2 z) - 1, \qquad \tanh'(z) = 1 - \tanh^2(z)",),
    ),
    "relu": Note(
        "rectified linear unit",
        "A rectified linear unit passes what is positive; at zero its derivative is taken as zero.",
        (r"\mathrm{ReLU}(z) = \max(0, z), \qquad \mathrm{ReLU}'(z) = [z > 0]",),
    ),
    "leaky-relu": Note(
        "leaky rectified linear unit",
        r"A leaky unit lets a share $\alpha$ of what is negative through, so that no unit falls "
        "silent for good.",
        (r"f(z) = \begin{cases} z & z > 0 \\ \alpha z & z \le 0 \end{cases}",),
    ),
    "gelu": Note(
        "Gaussian error linear unit",
        "The Gaussian error linear unit weighs its input with the normal distribution function "
        r"$\Phi$, here in its exact form [@hendrycks].",
        (r"\mathrm{GELU}(z) = z \Phi(z), \qquad \mathrm{GELU}'(z) = \Phi(z) + z \varphi(z)",),
    ),
    "silu": Note(
        "sigmoid linear unit",
        "The sigmoid linear unit weighs its input with its sigmoid.",
        (r"\mathrm{SiLU}(z) = z \sigma(z)",),
    ),
    "softplus": Note(
        "softplus",
        "Softplus is a smooth ramp; its slope is the sigmoid.",
        (r"f(z) = \ln(1 + e^{z}), \qquad f'(z) = \sigma(z)",),
    ),
    "softmax": Note(
        "softmax",
        "Softmax turns the raw outputs of a sample into probabilities of the $K$ classes.",
        (r"\hat y_k = \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}",),
    ),
    # --- losses -------------------------------------------------------------------------------
    "squared-error": Note(
        "squared error",
        "The loss is half the squared distance between prediction and target, averaged over the "
        "$n$ samples.",
        (r"C = \frac{1}{2 n} \sum_{i=1}^{n} \| \hat y_i - y_i \|^2",),
    ),
    "binary-log-loss": Note(
        "binary log loss",
        "For two classes the loss is the mean negative logarithm of the probability that the "
        r"network gives to the right one. It is computed from the raw output $z = \ln \hat y - "
        r"\ln(1 - \hat y)$, so that no logarithm of zero can occur.",
        (
            (
                r"C = - \frac{1}{n} \sum_{i=1}^{n} \left( y_i \ln \hat y_i + "
                r"(1 - y_i) \ln(1 - \hat y_i) \right)"
            ),
        ),
    ),
    "log-loss": Note(
        "log loss",
        "For $K$ classes with one-hot targets the loss is the mean negative logarithm of the "
        "probability of the right class.",
        (r"C = - \frac{1}{n} \sum_{i=1}^{n} \sum_{k=1}^{K} y_{i k} \ln \hat y_{i k}",),
    ),
    "l2": Note(
        "L2 penalty",
        "An L2 penalty adds the squares of all weights, not of the biases, to the mean loss and "
        "so pulls every weight towards zero.",
        (r"C_\lambda = C + \frac{\lambda}{2} \sum_{l} \| W^{(l)} \|^2",),
    ),
    "dropout": Note(
        "dropout",
        "In training, dropout silences each hidden unit with probability $p$, anew for every "
        "sample and step, and scales the others up so that their mean is unchanged "
        "[@srivastava].",
        (
            (
                r"\tilde A^{(l)} = \frac{M^{(l)}}{1 - p} \odot A^{(l)}, \qquad \mathrm{P}(M_{i "
                "j}^{(l)} = 0) = p"
            ),
        ),
    ),
    # --- gradients ----------------------------------------------------------------------------
    "backpropagation": Note(
        "backpropagation",
        "Backpropagation finds all derivatives of the loss in one pass from the last layer to "
        r"the first [@rumelhart]. With the error signal $\delta^{(l)} = \partial C / \partial "
        "Z^{(l)}$, one row a sample:",
        (
            r"\delta^{(L)} = \frac{\partial C}{\partial A^{(L)}} \odot f_L'(Z^{(L)})",
            r"\delta^{(l)} = \delta^{(l+1)} W^{(l+1) \top} \odot f_l'(Z^{(l)})",
            r"\frac{\partial C}{\partial b^{(l)}} = \sum_{i=1}^{n} \delta_{i}^{(l)}",
            r"\frac{\partial C}{\partial W^{(l)}} = A^{(l-1) \top} \delta^{(l)}",
        ),
    ),
    "log-loss-signal": Note(
        "error signal of a log loss",
        "With the log loss through softmax, or the binary one through the sigmoid, the slopes "
        "cancel and the last error signal is the difference alone.",
        (r"\delta^{(L)} = \frac{1}{n} (\hat Y - Y)",),
    ),
    "central-difference": Note(
        "central difference",
        r"The derivative along one parameter $\theta_j$ ($e_j$ is its unit vector) is approached "
        r"from both sides; halving $\epsilon$ divides the truncation error by four and doubles "
        "the round-off, whose digits depend on the order of operations and on the processor.",
        (
            (
                r"\frac{\partial C}{\partial \theta_j} = \frac{C(\theta + \epsilon e_j) - "
                r"C(\theta - \epsilon e_j)}{2 \epsilon} + O(\epsilon^2)"
            ),
        ),
    ),
    "relative-error": Note(
        "relative error",
        r"The backpropagated gradient $g$ and a numerical one $\hat g$ are compared by the "
        "length of their difference against their lengths; the small constant keeps the ratio "
        "finite where both vanish.",
        (r"E = \frac{\| g - \hat g \|}{\| g \| + \| \hat g \| + 10^{-8}}",),
    ),
    "largest-difference": Note(
        "largest difference",
        "The analytic gradient $A$ and the numerical one $N$ of a layer are compared by their "
        "largest difference.",
        (r"E_{\max}^{(l)} = \max_{i, j} | A_{i j}^{(l)} - N_{i j}^{(l)} |",),
    ),
    "complex-step": Note(
        "complex step",
        "A step along the imaginary axis needs no difference and so loses nothing to "
        "cancellation: $h$ may be as small as $10^{-30}$ and the derivative is exact to "
        "rounding [@squire].",
        (
            (
                r"\frac{\partial C}{\partial \theta_j} = "
                r"\frac{\mathrm{Im} \, C(\theta + \mathrm{i} h e_j)}{h} + O(h^2)"
            ),
        ),
    ),
    # --- initial weights ----------------------------------------------------------------------
    "xavier": Note(
        "Xavier initialisation",
        "Weights start with a variance that keeps signals about equally large on the way "
        "forward and back through a layer of $n_{l-1}$ inputs and $n_l$ units [@glorot]; biases "
        "start at zero.",
        (r"\mathrm{Var}(W^{(l)}) = \frac{2}{n_{l-1} + n_l}",),
    ),
    "he": Note(
        "He initialisation",
        "A rectified unit passes half of its inputs, so the variance of its weights is doubled "
        "[@he].",
        (r"\mathrm{Var}(W^{(l)}) = \frac{2}{n_{l-1}}",),
    ),
    # --- optimisers and rates -----------------------------------------------------------------
    "gradient-descent": Note(
        "gradient descent",
        r"Every step moves all parameters $\theta$ against the gradient $g_t = \nabla "
        r"C(\theta_t)$, as far as the learning rate $\eta$ says.",
        (r"\theta_{t+1} = \theta_t - \eta g_t",),
    ),
    "mini-batches": Note(
        "mini-batches",
        "The gradient of a few samples $B_t$ stands for that of all; each epoch visits every "
        "sample once, in a new order.",
        (r"g_t = \frac{1}{| B_t |} \sum_{i \in B_t} \nabla C_i(\theta_t)",),
    ),
    "momentum": Note(
        "momentum",
        r"Momentum moves along a sum of past gradients that fades by the factor $\mu$ a step "
        "[@polyak].",
        (r"v_t = \mu v_{t-1} + g_t, \qquad \theta_{t+1} = \theta_t - \eta v_t",),
    ),
    "nesterov": Note(
        "Nesterov momentum",
        "Nesterov's form adds the gradient once more, as if it looked one step ahead [@nesterov].",
        (r"v_t = \mu v_{t-1} + g_t, \qquad \theta_{t+1} = \theta_t - \eta (g_t + \mu v_t)",),
    ),
    "rmsprop": Note(
        "RMSProp",
        "RMSProp divides every component by a running mean of its size [@tieleman].",
        (
            (
                r"v_t = \rho v_{t-1} + (1 - \rho) g_t^2, \qquad \theta_{t+1} = \theta_t - \eta "
                r"\frac{g_t}{\sqrt{v_t} + \epsilon}"
            ),
        ),
    ),
    "adam": Note(
        "Adam",
        "Adam scales a running mean of the gradient by one of its squares, component by "
        r"component, after correcting both for their start at zero; $\epsilon$ stands outside "
        "the root, as in Algorithm 1 of [@kingma].",
        (
            (
                r"m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t, \qquad v_t = \beta_2 v_{t-1} + (1 - "
                r"\beta_2) g_t^2"
            ),
            (
                r"\theta_t = \theta_{t-1} - \eta \frac{m_t / (1 - \beta_1^t)}{\sqrt{v_t / (1 - "
                r"\beta_2^t)} + \epsilon}"
            ),
        ),
    ),
    "adamw": Note(
        "AdamW",
        "AdamW lets all parameters decay beside Adam's step instead of adding a penalty to the "
        "loss [@loshchilov].",
        (r"\theta_t = (1 - \eta \lambda) \theta_{t-1} - \eta u_t",),
    ),
    "lbfgs": Note(
        "L-BFGS",
        "L-BFGS keeps the last few steps and changes of the gradient, builds from them an "
        "approximation $H_t$ of the inverse Hessian, and searches along its direction [@liu].",
        (r"\theta_{t+1} = \theta_t - \alpha_t H_t g_t",),
    ),
    "clipping": Note(
        "gradient clipping",
        "A gradient longer than $c$ is shortened to that length [@pascanu].",
        (r"g \leftarrow g \min \left( 1, \frac{c}{\| g \|} \right)",),
    ),
    "step-schedule": Note(
        "stepwise schedule",
        r"The rate keeps the value $\eta_k$ between the steps $t_k$ and $t_{k+1}$.",
        (r"\eta(t) = \eta_k \quad \text{for} \quad t_k \le t < t_{k+1}",),
    ),
    "exponential-schedule": Note(
        "exponential schedule",
        r"The rate shrinks by the factor $\gamma$ every $s$ steps.",
        (r"\eta(t) = \eta_0 \gamma^{t / s}",),
    ),
    "inverse-time-schedule": Note(
        "inverse-time schedule",
        "The rate falls as the inverse of time [@robbins].",
        (r"\eta(t) = \frac{\eta_0}{1 + \kappa t / s}",),
    ),
    "cosine-schedule": Note(
        "cosine schedule",
        "The rate falls along half a cosine in $T$ steps.",
        (
            (
                r"\eta(t) = \eta_1 + \frac{\eta_0 - \eta_1}{2} \left( 1 + \cos \frac{\pi t}{T} "
                r"\right)"
            ),
        ),
    ),
    # --- the rest -----------------------------------------------------------------------------
    "early-stopping": Note(
        "early stopping",
        "Of all recorded epochs the one whose loss $C$ on the monitored samples is lowest is "
        "kept; training may end once that has not improved for a while.",
        (r"C_{\mathrm{test}}(\theta_{t^{*}}) = \min_{t} C_{\mathrm{test}}(\theta_t)",),
    ),
    "standardise": Note(
        "standardised inputs",
        r"Inputs are shifted and scaled by mean $\mu_j$ and deviation $s_j$ of the training "
        "samples alone, so that the test samples stay unseen.",
        (r"x_{i j} \leftarrow \frac{x_{i j} - \mu_j}{s_j}",),
    ),
    "logistic-regression": Note(
        "logistic regression",
        "A network without hidden layer and bias separates the plane along the line on which "
        "its weighted sum vanishes.",
        (r"\hat y = \sigma(x w), \qquad x w = 0 \; \text{on the boundary}",),
    ),
    "accuracy": Note(
        "accuracy",
        "Accuracy is the share of samples whose decided class is the right one.",
        (r"\mathrm{accuracy} = \frac{1}{n} \sum_{i=1}^{n} [\hat k_i = k_i]",),
    ),
    "mean-squared-error": Note(
        "mean squared error",
        "The mean squared error averages over samples and outputs, without the loss's factor "
        "one half.",
        (r"\mathrm{MSE} = \frac{1}{n K} \sum_{i=1}^{n} \| \hat y_i - y_i \|^2",),
    ),
}
