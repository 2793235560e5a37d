//! Do the formulas of the gallery describe the systems that they are named after? Loops over GALLERY.

use crate::common::{TIGHT, exact, largest_difference};
use hnn_playground::physics::expression::gallery::{Example, GALLERY};
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::integrator::Integrator;
use hnn_playground::physics::integrators::dopri5;
use hnn_playground::physics::pace::period;
use hnn_playground::physics::system::{Dynamics, System};
use hnn_playground::physics::trajectory::{energy_drift, rollout};
use hnn_playground::rng::{Purpose, Rng};
use std::f64::consts::TAU;

fn example(id: &str) -> &'static Example {
    Example::by_id(id).unwrap()
}

/// The example with its values, some of them changed.
fn dynamics(id: &str, changes: &[(&str, f64)]) -> Dynamics {
    let system = example(id).system().unwrap();
    let mut parameters: Vec<f64> = system.parameters.iter().map(|p| p.default).collect();
    for (name, value) in changes {
        let at = system.parameters.iter().position(|p| p.label == *name);
        parameters[at.unwrap()] = *value;
    }
    Dynamics::with(&system, parameters).unwrap()
}

/// Points of an example's box.
fn points(example: &Example, n: usize) -> Vec<Vec<f64>> {
    let mut rng = Rng::new(8, Purpose::Starts);
    let mut point = || {
        let each = example.starts.iter();
        each.map(|[low, high]| rng.uniform_in(*low, *high))
            .collect()
    };
    (0..n).map(|_| point()).collect()
}

#[test]
fn each_formula_is_read_without_help_and_in_one_way() {
    assert_eq!(GALLERY.len(), 12);
    for example in GALLERY {
        let hamiltonian = example.hamiltonian().unwrap();
        let reading = hamiltonian.reading();
        assert!(
            reading.others.is_empty(),
            "{}: {:?}",
            example.id,
            reading.others
        );
        let names: Vec<&str> = example.parameters.iter().map(|(name, _)| *name).collect();
        let mut found = reading.parameters.clone();
        let mut expected = names.clone();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{}", example.id);
        assert_eq!(example.starts.len(), 2 * hamiltonian.dof());
        hamiltonian.with(&example.values(&hamiltonian)).unwrap();
        assert!(example.summary.ends_with('.') && !example.label.is_empty());
    }
    let ids: std::collections::BTreeSet<&str> = GALLERY.iter().map(|example| example.id).collect();
    assert_eq!(ids.len(), GALLERY.len());
}

/// Oracle: each Hamiltonian by hand, for the values of the table.
#[test]
fn energies_are_those_of_the_named_systems() {
    type H = fn(&[f64]) -> f64;
    let by_hand: [(&str, H); 12] = [
        ("harmonic", |x| (x[0] * x[0] + x[1] * x[1]) / 2.0),
        ("duffing", |x| {
            x[1].powi(2) / 2.0 + x[0].powi(2) / 2.0 + x[0].powi(4) / 4.0
        }),
        ("double_well", |x| {
            x[1].powi(2) / 2.0 + ((x[0] * x[0] - 1.0).powi(2) - 1.0) / 4.0
        }),
        ("pendulum", |x| {
            x[1].powi(2) / 2.0 + 2.0 * (x[0] / 2.0).sin().powi(2)
        }),
        ("morse", |x| {
            x[1].powi(2) / 2.0 + 1.0 - 2.0 * (-x[0]).exp() + (-2.0 * x[0]).exp()
        }),
        ("lennard_jones", |x| {
            x[1].powi(2) / 2.0 + 4.0 / x[0].powi(12) - 4.0 / x[0].powi(6)
        }),
        ("toda", |x| {
            let springs: f64 = [(0, 1), (1, 2), (2, 0)]
                .iter()
                .map(|(i, j)| (x[*i] - x[*j]).exp() - 1.0)
                .sum();
            springs + x[3..].iter().map(|p| p * p / 2.0).sum::<f64>()
        }),
        ("relativistic", |x| {
            x[1].hypot(1.0) - 1.0 + x[0] * x[0] / 2.0
        }),
        ("kepler", |x| {
            x[1].powi(2) / 2.0 + 0.5 / (x[0] * x[0]) - 1.0 / x[0]
        }),
        ("coupled", |x| {
            let squares: f64 = x.iter().map(|x| x * x / 2.0).sum();
            squares + 0.15 * (x[0] - x[1]).powi(2)
        }),
        ("henon_heiles", |x| {
            let squares: f64 = x.iter().map(|x| x * x / 2.0).sum();
            squares + x[0] * x[0] * x[1] - x[1].powi(3) / 3.0
        }),
        ("lotka_volterra", |x| x[0].exp() - x[0] + x[1].exp() - x[1]),
    ];
    for (id, by_hand) in by_hand {
        let dynamics = dynamics(id, &[]);
        for x in points(example(id), 50) {
            let (found, expected) = (dynamics.energy(&x).unwrap(), by_hand(&x));
            let allowed = 1e-13 * (1.0 + expected.abs());
            assert!(
                (found - expected).abs() < allowed,
                "{id} at {x:?}: {found}, {expected}"
            );
        }
    }
}

/// Oracle: central differences; with h = 1e-5, truncation and rounding leave some 1e-10 of H, and 1e-7 where the Lennard-Jones
/// potential is steep.
#[test]
fn gradients_agree_with_central_differences() {
    let h = 1e-5;
    for example in GALLERY {
        let law = dynamics(example.id, &[]).law;
        let hamiltonian = law.hamiltonian().unwrap();
        for x in points(example, 50) {
            let mut gradient = vec![f64::NAN; x.len()];
            hamiltonian.gradient(&x, &mut gradient);
            let slope = |i: usize| {
                let energy = |step: f64| {
                    let mut x = x.clone();
                    x[i] += step;
                    hamiltonian.energy(&x)
                };
                (energy(h) - energy(-h)) / (2.0 * h)
            };
            let expected: Vec<f64> = (0..x.len()).map(slope).collect();
            let off = largest_difference(&gradient, &expected);
            let allowed = if example.id == "lennard_jones" {
                1e-6
            } else {
                1e-9
            };
            assert!(off < allowed, "{} at {x:?}: {off}", example.id);
        }
    }
}

/// Oracle: conservation. A tolerance of 1e-13 a step adds up to less than 1e-9 of the energy scale.
#[test]
fn energy_is_conserved_along_fine_rollouts() {
    for example in GALLERY {
        let dynamics = dynamics(example.id, &[]);
        let mut rng = Rng::new(4, Purpose::Starts);
        for _ in 0..10 {
            let mut x = vec![0.0; example.starts.len()];
            (dynamics.mechanics.sampling.start)(&mut rng, &dynamics.parameters, &mut x);
            let mut energy = Vec::new();
            let dt = example.span / 50.0;
            dopri5::integrate(&mut dynamics.clone(), &mut x, dt, 100, TIGHT, |_, _, x| {
                energy.push(dynamics.energy(x).unwrap());
            })
            .unwrap();
            let largest = energy
                .iter()
                .map(|h| (h - energy[0]).abs())
                .fold(0.0, f64::max);
            assert!(largest < 1e-9, "{}: {largest}", example.id);
            let drift = energy_drift(&energy, 0.0);
            assert!(
                drift.is_none_or(|drift| drift.largest < 1e-7),
                "{}",
                example.id
            );
        }
    }
}

/// Oracle: H = T(p) + V(q) by hand for each, and H(a, b) + H(c, d) = H(a, d) + H(c, b) for all states.
#[test]
fn all_are_separable() {
    for example in GALLERY {
        let dynamics = dynamics(example.id, &[]);
        assert!(
            dynamics.law.hamiltonian().unwrap().is_separable(),
            "{}",
            example.id
        );
        let dof = example.starts.len() / 2;
        for pair in points(example, 40).chunks_exact(2) {
            let h =
                |q: &[f64], p: &[f64]| dynamics.energy(&[&q[..dof], &p[dof..]].concat()).unwrap();
            let (a, b) = (&pair[0], &pair[1]);
            let mixed = h(a, a) + h(b, b) - h(a, b) - h(b, a);
            assert!(mixed.abs() < 1e-12, "{}: {mixed}", example.id);
        }
    }
}

/// Oracle: q = q₀ cos ωt + p₀/(mω) sin ωt, ω = √(k/m).
#[test]
fn the_harmonic_oscillator_turns_at_its_frequency() {
    let (m, k, t) = (0.7, 2.3, 9.0);
    let mut dynamics = dynamics("harmonic", &[("m", m), ("k", k)]);
    let (w, start) = (f64::sqrt(k / m), [0.6, -0.4]);
    let (sin, cos) = (w * t).sin_cos();
    let expected = [
        start[0] * cos + start[1] / (m * w) * sin,
        start[1] * cos - m * w * start[0] * sin,
    ];
    let off = largest_difference(&exact(&mut dynamics, &start, t), &expected);
    assert!(off < 1e-10, "{off}");
}

/// Oracle: the pendulum of SYSTEMS, whose gradient is written by hand.
#[test]
fn the_pendulum_moves_like_the_one_of_the_menu() {
    let (g, l, m) = (6.0, 0.8, 0.5);
    let mut typed = dynamics("pendulum", &[("g", g), ("l", l), ("m", m)]);
    let mut known = Dynamics::with(System::by_id("pendulum").unwrap(), vec![g, l, m, 0.0]).unwrap();
    for x in points(example("pendulum"), 20) {
        let [a, b] = [&mut typed, &mut known].map(|dynamics| exact(dynamics, &x, 5.0));
        assert!(largest_difference(&a, &b) < 1e-9, "{x:?}");
    }
}

/// Oracle: the normal modes (q₁ ± q₂)/√2 turn with √(k/m) and √((k + 2c)/m).
#[test]
fn coupled_oscillators_move_in_normal_modes() {
    let (m, k, c, t) = (0.6, 1.4, 0.5, 7.0);
    let mut dynamics = dynamics("coupled", &[("m", m), ("k", k), ("c", c)]);
    let start = [0.5, -0.2, 0.3, 0.7];
    let mode = |sign: f64, k: f64| {
        let (q, p) = (start[0] + sign * start[1], start[2] + sign * start[3]);
        let w = f64::sqrt(k / m);
        let (sin, cos) = (w * t).sin_cos();
        [q * cos + p / (m * w) * sin, p * cos - m * w * q * sin]
    };
    let (sum, difference) = (mode(1.0, k), mode(-1.0, k + 2.0 * c));
    let expected = [
        (sum[0] + difference[0]) / 2.0,
        (sum[0] - difference[0]) / 2.0,
        (sum[1] + difference[1]) / 2.0,
        (sum[1] - difference[1]) / 2.0,
    ];
    let off = largest_difference(&exact(&mut dynamics, &start, t), &expected);
    assert!(off < 1e-9, "{off}");
}

/// Oracle: the third law, T = 2π√(ma³/k) with the semi-axis a = −k/2E, whatever the angular momentum.
#[test]
fn radial_kepler_motion_has_the_period_of_the_third_law() {
    let (m, l, k) = (1.3, 0.9, 1.7);
    let mut dynamics = dynamics("kepler", &[("m", m), ("L", l), ("k", k)]);
    for x in points(example("kepler"), 20) {
        let axis = -k / (2.0 * dynamics.energy(&x).unwrap());
        let period = TAU * f64::sqrt(m * axis.powi(3) / k);
        let off = largest_difference(&exact(&mut dynamics, &x, period), &x);
        assert!(off < 1e-9, "{x:?}: {off}");
    }
}

/// Oracle: the angular frequency of the Morse potential, a√(2(D − E)/m) (Morse 1929, *Phys. Rev.* 34:57).
#[test]
fn morse_motion_has_its_period() {
    let (m, d, a) = (0.8, 1.6, 1.2);
    let mut dynamics = dynamics("morse", &[("m", m), ("D", d), ("a", a)]);
    for x in points(example("morse"), 20) {
        let energy = dynamics.energy(&x).unwrap();
        assert!(energy < d, "bound");
        let period = TAU / (a * f64::sqrt(2.0 * (d - energy) / m));
        let off = largest_difference(&exact(&mut dynamics, &x, period), &x);
        assert!(off < 1e-8, "{x:?}: {off}");
    }
}

/// Oracle: the integrals of the ring of three: total momentum, and p₁p₂p₃ − p₁e^(q₂−q₃) − p₂e^(q₃−q₁) − p₃e^(q₁−q₂)
/// (Hénon 1974, *Phys. Rev. B* 9:1921).
#[test]
fn the_toda_lattice_keeps_all_its_integrals() {
    let mut dynamics = dynamics("toda", &[]);
    let integrals = |x: &[f64]| {
        let (q, p) = x.split_at(3);
        let spring = |i: usize, j: usize| f64::exp(q[i] - q[j]);
        let third =
            p[0] * p[1] * p[2] - p[0] * spring(1, 2) - p[1] * spring(2, 0) - p[2] * spring(0, 1);
        [p.iter().sum(), third]
    };
    for x in points(example("toda"), 10) {
        let end = exact(&mut dynamics, &x, 12.0);
        assert!(largest_difference(&x, &end) > 0.1, "it moves");
        let off = largest_difference(&integrals(&x), &integrals(&end));
        assert!(off < 1e-9, "{x:?}: {off}");
    }
}

/// Oracle: near its equilibrium (log(d/c), log(a/b)) the frequency is √(ad), and prey feed predators: q grows where p is large.
#[test]
fn lotka_volterra_turns_around_its_equilibrium() {
    let (a, b, c, d) = (1.2, 0.8, 0.6, 0.9);
    let mut dynamics = dynamics("lotka_volterra", &[("a", a), ("b", b), ("c", c), ("d", d)]);
    let centre = [f64::ln(d / c), f64::ln(a / b)];
    let start = [centre[0], centre[1] + 1e-4];
    let after = exact(&mut dynamics, &start, 0.1);
    assert!(after[0] > start[0], "predators with much prey increase");
    let period = TAU / f64::sqrt(a * d);
    let off = largest_difference(&exact(&mut dynamics, &start, period), &start);
    assert!(off < 1e-8, "{off}");
}

/// Oracles: T = 2π√(m/k)·(1 + 3β²/16) with β = ωA/c for a small amplitude A, and 4A/c for a large one, where the mass moves at c.
#[test]
fn the_relativistic_oscillator_is_never_faster_than_light() {
    let integrator = Integrator::by_id("dopri5").unwrap();
    let turns = |c: f64, q: f64| {
        let mut dynamics = dynamics("relativistic", &[("c", c)]);
        let path = rollout(&mut dynamics, integrator, &[q, 0.0], 0.01, 10_000);
        let mut dx = [0.0; 2];
        for x in path.iter() {
            dynamics.eval(x, &mut dx);
            assert!(dx[0].abs() < c, "{}", dx[0]);
        }
        period(&path, |x| [x[0], x[1]]).unwrap()
    };
    let (c, amplitude) = (2.0, 0.2);
    let slower = 1.0 + 3.0 / 16.0 * f64::powi(amplitude / c, 2);
    let found = turns(c, amplitude) / (TAU * slower);
    assert!((found - 1.0).abs() < 5e-5, "{found}");
    let found = turns(1.0, 20.0) / 80.0;
    assert!((found - 1.0).abs() < 0.02, "{found}");
}
