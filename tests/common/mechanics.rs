//! Assertions for every system.

use super::{TIGHT, largest_difference, random_dynamics, random_state};
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::integrators::dopri5;
use hnn_playground::physics::system::{Dynamics, System};
use hnn_playground::physics::trajectory::energy_drift;
use hnn_playground::rng::{Purpose, Rng};

/// Oracle: (∂H/∂p, −∂H/∂q) by central differences. A force besides H acts on p alone and never adds energy. With h = 1e-5 truncation is h²/6·H‴ and rounding ε|H|/h:
/// both some 1e-10 of H.
pub fn assert_field_follows_from_h(system: &'static System) {
    let h = 1e-5;
    let mut rng = Rng::new(1, Purpose::Starts);
    for _ in 0..200 {
        let mut dynamics = random_dynamics(system, &mut rng);
        let x = random_state(&dynamics, &mut rng);
        let (dim, dof) = (system.dim(), system.dim() / 2);
        let mut dx = vec![0.0; dim];
        dynamics.eval(&x, &mut dx);
        let slope = |i: usize| {
            let energy = |h: f64| {
                let mut x = x.clone();
                x[i] += h;
                dynamics.energy(&x).unwrap()
            };
            (energy(h) - energy(-h)) / (2.0 * h)
        };
        let expected: Vec<f64> = (0..dof)
            .map(|i| slope(dof + i))
            .chain((0..dof).map(|i| -slope(i)))
            .collect();
        let allowed = 1e-9 * (1.0 + dynamics.energy(&x).unwrap().abs());
        let off = if dynamics.law.is_hamiltonian() {
            largest_difference(&dx, &expected)
        } else {
            let power: f64 = (0..dof)
                .map(|i| (dx[dof + i] - expected[dof + i]) * dx[i])
                .sum();
            assert!(power <= allowed, "{}: {power} W at {x:?}", system.id);
            largest_difference(&dx[..dof], &expected[..dof])
        };
        assert!(
            off < allowed,
            "{}: {off} at {x:?} with {:?}",
            system.id,
            dynamics.parameters
        );
    }
}

/// Oracle: H = T(p) + V(q) if and only if H(a, b) + H(c, d) = H(a, d) + H(c, b) for all states. With a force, a law does not
/// count as separable.
pub fn assert_separable_as_declared(system: &'static System) {
    let mut rng = Rng::new(3, Purpose::Starts);
    let dof = system.dim() / 2;
    let mut worst = 0.0f64;
    let default = Dynamics::new(system).unwrap();
    if !default.law.is_hamiltonian() {
        return assert!(!default.separable(), "{}", system.id);
    }
    for _ in 0..50 {
        let dynamics = random_dynamics(system, &mut rng);
        let (a, b) = (
            random_state(&dynamics, &mut rng),
            random_state(&dynamics, &mut rng),
        );
        let mix = |q: &[f64], p: &[f64]| [&q[..dof], &p[dof..]].concat();
        let h = |x: &[f64]| dynamics.energy(x).unwrap();
        let scale = 1.0 + h(&a).abs() + h(&b).abs();
        let mixed = h(&a) + h(&b) - h(&mix(&a, &b)) - h(&mix(&b, &a));
        worst = worst.max(mixed.abs() / scale);
    }
    assert_eq!(
        worst < 1e-12,
        default.separable(),
        "{}: mixed difference {worst}",
        system.id
    );
}

/// Oracle: conservation of energy, or, with friction, its steady loss. A tolerance of 1e-13 a step adds up to less than 1e-9 over some thousand steps.
pub fn assert_energy_follows_the_law(system: &'static System) {
    let mut rng = Rng::new(4, Purpose::Starts);
    for _ in 0..10 {
        let mut dynamics = random_dynamics(system, &mut rng);
        let truth = dynamics.clone();
        let mut x = random_state(&dynamics, &mut rng);
        let mut energy = Vec::new();
        dopri5::integrate(&mut dynamics, &mut x, 0.1, 200, TIGHT, |_, _, x| {
            energy.push(truth.energy(x).unwrap());
        })
        .unwrap();
        if !truth.law.is_hamiltonian() {
            let rises = energy.windows(2).any(|pair| pair[1] > pair[0] + 1e-9);
            assert!(!rises, "{}: {energy:?}", system.id);
            continue;
        }
        let drift = energy_drift(&energy, 0.0).unwrap().largest;
        assert!(
            drift < 1e-9,
            "{}: drift {drift} with {:?}",
            system.id,
            truth.parameters
        );
    }
}
