"""The best field that can be learned from noisy states of the spring: python noise.py (NumPy, SciPy).

For each noise level, prints the loss of the true field, the lowest loss that any field can reach, and the speed of the best field relative
to the true one at three radii. tests/physics/noise.rs contains these values.
"""

import numpy as np
from scipy.integrate import dblquad

LOW, HIGH = 0.1, 1.0  # radii of the starts; f(x) = 2Jx


def posterior_mean(radius, sigma):
    """E[x | noisy x] along the direction of the noisy state, and the density of that state, both by their definitions."""

    def weight(angle, r):
        squared = radius**2 + r**2 - 2 * radius * r * np.cos(angle)
        return np.exp(-squared / (2 * sigma**2))

    limits = (LOW, HIGH, 0, np.pi)
    density = dblquad(weight, *limits, epsabs=1e-10)[0]
    along = dblquad(lambda a, r: weight(a, r) * r * np.cos(a), *limits, epsabs=1e-10)[0]
    return along / density, density


def main():
    mean_square = (HIGH**3 - LOW**3) / (3 * (HIGH - LOW))
    for sigma in (0.1, 0.3, 0.5):
        radii = np.linspace(0.005, HIGH + 6 * sigma, 120)
        means, densities = np.transpose([posterior_mean(r, sigma) for r in radii])
        weights = densities * radii
        loss = 4 * (mean_square - (weights * means**2).sum() / weights.sum()) / 2
        speeds = [posterior_mean(r, sigma)[0] / r for r in (0.5, 0.8, 1.0)]
        print(f"sigma {sigma}: true field {4 * sigma**2:.4f}, best {loss:.5f},", *(f"{s:.6f}" for s in speeds))


if __name__ == "__main__":
    main()
