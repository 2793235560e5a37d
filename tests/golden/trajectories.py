"""Writes trajectories.json: states of mechanical systems at given times.

Shares no code with the project: SciPy's DOP853 at rtol 1e-12, atol 1e-13, with gradients of H by complex steps, which have no truncation
error. A state is (q, p), all positions first. Run `python trajectories.py` with NumPy and SciPy; last run with NumPy 2.4 and SciPy 1.17.
"""

import json
import math
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp

STEP = 1e-30


def henon_heiles(x):
    q, r, p, s = x
    return (p**2 + s**2 + q**2 + r**2) / 2 + q**2 * r - r**3 / 3


def double_pendulum(x, g=9.81):
    """Unit masses and rods, angles from the vertical."""
    a, b, p, q = x
    cos, sin = np.cos(a - b), np.sin(a - b)
    kinetic = (p**2 + 2 * q**2 - 2 * p * q * cos) / (2 * (1 + sin**2))
    return kinetic - 2 * g * np.cos(a) - g * np.cos(b)


def two_body(x):
    """Unit masses in a plane, G = 1; state x1, x2, y1, y2 and their momenta."""
    return (x[4:] ** 2).sum() / 2 - 1 / np.sqrt((x[0] - x[1]) ** 2 + (x[2] - x[3]) ** 2)


def symplectic_gradient(hamiltonian, dim):
    def field(_, x):
        gradient = np.empty(dim)
        for i in range(dim):
            moved = x.astype(complex)
            moved[i] += STEP * 1j
            gradient[i] = hamiltonian(moved).imag / STEP
        return np.concatenate([gradient[dim // 2 :], -gradient[: dim // 2]])

    return field


def trajectory(hamiltonian, start, times):
    x = np.array(start, float)
    field = symplectic_gradient(hamiltonian, len(start))
    solution = solve_ivp(field, (0, times[-1]), x, "DOP853", times, rtol=1e-12, atol=1e-13)
    return {
        "system": hamiltonian.__name__,
        "start": start,
        "t": times,
        "states": solution.y.T.tolist(),
        "energy": float(hamiltonian(x)),
    }


CASES = [
    (henon_heiles, [0.1, 0.1, 0.3, 0.2], [1, 2, 5, 10, 20]),
    (double_pendulum, [1.0, 0.5, 0.0, 0.0], [0.5, 1, 2, 5, 10]),
    # A circular orbit with period 4 pi.
    (two_body, [1, -1, 0, 0, 0, 0, 0.5, -0.5], [1, 4 * math.pi, 25]),
]

out = {"trajectories": [trajectory(*case) for case in CASES]}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
