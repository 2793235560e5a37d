//! Runge–Kutta methods with a fixed step.

use crate::physics::method::{Tableau, weights};

/// Explicit Euler.
pub static EULER: Tableau = Tableau {
    stages: &[weights(1.0, &[])],
    weights: weights(1.0, &[1.0]),
};

pub static RK4: Tableau = Tableau {
    stages: &[
        weights(1.0, &[]),
        weights(2.0, &[1.0]),
        weights(2.0, &[0.0, 1.0]),
        weights(1.0, &[0.0, 0.0, 1.0]),
    ],
    weights: weights(6.0, &[1.0, 2.0, 2.0, 1.0]),
};

/// x₁ = x₀ + dt·f((x₀ + x₁)/2).
pub static IMPLICIT_MIDPOINT: Tableau = Tableau {
    stages: &[weights(2.0, &[1.0])],
    weights: weights(1.0, &[1.0]),
};
