"""Recomputes fields, losses and gradients in learners.json from the weights and states in it.

The weights and states of baseline and hnn are float32 values drawn by PyTorch (standard normal states; weights normal with variance
1/inputs). conservative uses the weights of hnn; helmholtz uses the first two outputs of baseline. Shares no code with the project: NumPy in
double precision, with parameter gradients by complex steps, which have no truncation error. For baseline and hnn, PyTorch's double
back-propagation agrees to 1e-15. Run `python learners.py` with NumPy; last run with NumPy 2.4.
"""

import json
from pathlib import Path

import numpy as np

STEP = 1e-30
H = 0.1
FILE = Path(__file__).with_suffix(".json")


def outputs_and_gradients(w, x):
    """Outputs (n, o) and their gradients with respect to x, (o, n, dim)."""
    h1 = np.tanh(x @ w["linear1.weight"].T + w["linear1.bias"])
    h2 = np.tanh(h1 @ w["linear2.weight"].T + w["linear2.bias"])
    head = w["linear3.weight"]
    back = [((row * (1 - h2**2)) @ w["linear2.weight"] * (1 - h1**2)) @ w["linear1.weight"] for row in head]
    return h2 @ head.T, back


def turned(gradient):
    dof = gradient.shape[1] // 2
    return np.concatenate([gradient[:, dof:], -gradient[:, :dof]], axis=1)


def field(learner, w, x):
    outputs, gradients = outputs_and_gradients(w, x)
    if learner == "baseline":
        return outputs
    if learner == "hnn":
        return turned(gradients[-1])
    if learner == "conservative":
        return gradients[0]
    return gradients[0] + turned(gradients[-1])


def loss(objective, f, x, dx):
    """Loss on windows x (m, points, dim) with derivatives dx: `derivative` uses all states, `rk4_step` the first step of each window."""
    dim = x.shape[2]
    if objective == "derivative":
        return ((f(x.reshape(-1, dim)) - dx.reshape(-1, dim)) ** 2).mean()
    start, end = x[:, 0], x[:, 1]
    k1 = f(start)
    k2 = f(start + H / 2 * k1)
    k3 = f(start + H / 2 * k2)
    k4 = f(start + H * k3)
    return ((start + H / 6 * (k1 + 2 * k2 + 2 * k3 + k4) - end) ** 2).mean()


def objective_values(objective, learner, w, x, dx):
    value = loss(objective, lambda s: field(learner, w, s), x, dx)
    norms, samples = {}, {}
    for name, values in w.items():
        slope = np.empty(values.size)
        for i in range(values.size):
            moved = values.astype(complex)
            moved.flat[i] += STEP * 1j
            shifted = w | {name: moved}
            slope[i] = loss(objective, lambda s: field(learner, shifted, s), x, dx).imag / STEP
        norms[name] = float(np.linalg.norm(slope))
        samples[name] = slope[:6].tolist()
    return {"loss": float(value), "gradient_norm": norms, "gradient_sample": samples}


def completed(case):
    w = {name: np.array(values) for name, values in case["parameters"].items()}
    x, dx = np.array(case["x"]), np.array(case["dx"])
    learner = case["learner"]
    values = {o: objective_values(o, learner, w, x, dx) for o in ("derivative", "rk4_step")}
    return case | {"field": field(learner, w, x[:, 0]).tolist(), "objectives": values}


def with_weights_of(case, learner, rows):
    head = case["parameters"]["linear3.weight"][:rows]
    return case | {"learner": learner, "parameters": case["parameters"] | {"linear3.weight": head}}


file = json.loads(FILE.read_text())
drawn = [case for case in file["cases"] if case["learner"] in ("baseline", "hnn")]
derived = [
    with_weights_of(case, *(("helmholtz", 2) if case["learner"] == "baseline" else ("conservative", 1)))
    for case in drawn
]
cases = [completed(case) for case in drawn + derived]
FILE.write_text(json.dumps({"meta": file["meta"], "cases": cases}) + "\n")
