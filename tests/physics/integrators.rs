//! Does each method converge with its declared order, and report failures? Loops over INTEGRATORS.

use crate::common::cases::{CASES, solve};
use crate::common::methods::assert_order_as_declared;
use crate::common::{Formula, exact, largest_difference, log_slope};
use hnn_playground::error::Error;
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::integrator::{INTEGRATORS, Integrator};
use hnn_playground::physics::integrators::dopri5::{self, Tolerance};
use hnn_playground::physics::method::Method;
use hnn_playground::physics::trajectory::rollout;

#[test]
fn observed_order_is_the_declared_one() {
    INTEGRATORS.iter().for_each(assert_order_as_declared);
}

/// Oracle: the tolerance. Errors of 30 to 500 steps add up, and neighbouring trajectories diverge.
#[test]
fn adaptive_error_follows_the_tolerance() {
    for method in INTEGRATORS {
        let Method::Adaptive(_) = method.method else {
            continue;
        };
        for case in &CASES {
            let truth = exact(&mut case.field(), case.start, 10.0);
            let tolerances = [1e-4, 1e-6, 1e-8, 1e-10];
            let errors = tolerances
                .map(|tol| largest_difference(&solve(method, case, 10.0, 0.0, tol).0, &truth));
            for (tolerance, error) in tolerances.iter().zip(errors) {
                assert!(
                    error < 100.0 * tolerance,
                    "{}: {error} at a tolerance of {tolerance}",
                    case.name
                );
            }
            let slope = log_slope(&tolerances, &errors);
            assert!((slope - 1.0).abs() < 0.2, "{}: {errors:?}", case.name);
        }
    }
}

/// Oracle: single states. In a batch, implicit methods share their iterations and adaptive ones their steps, so results
/// agree within rounding and tolerance respectively.
#[test]
fn a_batch_agrees_with_single_states() {
    for method in INTEGRATORS {
        let allowed = match method.method {
            Method::Tableau(_) | Method::Composition(_) => 1e-12,
            Method::Adaptive(_) => 1e-5,
        };
        for case in &CASES {
            let scales = (0..7).map(|i| 0.4 + 0.1 * f64::from(i));
            let starts: Vec<f64> = scales
                .flat_map(|scale| case.start.iter().map(move |x| scale * x))
                .collect();
            let dim = case.start.len();
            let mut batch = starts.clone();
            method
                .integrate(&mut case.field(), &mut batch, 0.1, 50, |_, _, _| ())
                .unwrap();
            for (start, end) in starts.chunks_exact(dim).zip(batch.chunks_exact(dim)) {
                let alone = rollout(&mut case.field(), method, start, 0.1, 50);
                let off = largest_difference(alone.iter().last().unwrap(), end);
                assert!(off < allowed, "{} on {}: {off}", method.id, case.name);
            }
        }
    }
}

/// Oracle: q = cos 2t, p = −sin 2t. Outputs between steps cost no evaluations and are as accurate as the steps.
#[test]
fn dense_output_is_accurate_between_steps() {
    let oscillator = |x: &[f64], dx: &mut [f64]| (dx[0], dx[1]) = (2.0 * x[1], -2.0 * x[0]);
    for tolerance in [1e-6, 1e-8, 1e-10] {
        let both = Tolerance {
            relative: tolerance,
            absolute: tolerance,
        };
        let run = |dt: f64, steps: usize| {
            let mut field = Formula::new(2, oscillator);
            let mut worst = 0.0f64;
            dopri5::integrate(&mut field, &mut [1.0, 0.0], dt, steps, both, |_, t, x| {
                let (sin, cos) = (2.0 * t).sin_cos();
                worst = worst.max(largest_difference(x, &[cos, -sin]));
            })
            .unwrap();
            (field.evaluations, worst)
        };
        let ((few, at_end), (many, between)) = (run(8.0, 1), run(0.0078125, 1024));
        assert_eq!(few, many, "evaluations with 1 and 1024 outputs");
        assert!(
            between < 30.0 * tolerance && at_end < 30.0 * tolerance,
            "tolerance {tolerance}: {at_end} at the end, {between} between"
        );
    }
}

/// Oracle: dx/dt = x² from x = 1 is 1/(1 − t), which diverges at t = 1.
#[test]
fn a_blow_up_is_an_error_with_its_time() {
    for method in INTEGRATORS {
        let mut field = Formula::new(2, |x: &[f64], dx: &mut [f64]| {
            (dx[0], dx[1]) = (x[0] * x[0], x[1] * x[1]);
        });
        let rolled = rollout(&mut field, method, &[1.0, 1.0], 0.01, 1000);
        let Some(Error::NotFinite { t } | Error::NoStep { t, .. }) = rolled.failure else {
            panic!("{}: {:?}", method.id, rolled.failure);
        };
        // First-order methods lag behind by a few steps.
        assert!((0.9..1.2).contains(&t), "{}: t = {t}", method.id);
        assert!(rolled.states.iter().all(|x| x.is_finite()));
        assert!(
            (rolled.len() as f64 * 0.01 - t).abs() < 0.03,
            "{}",
            method.id
        );
    }
}

#[test]
fn a_nan_field_is_an_error_at_once() {
    for method in INTEGRATORS {
        let mut field = Formula::new(2, |_: &[f64], dx: &mut [f64]| dx.fill(f64::NAN));
        assert_eq!(field.dim(), 2);
        let rolled = rollout(&mut field, method, &[1.0, 1.0], 0.01, 10);
        assert!(
            matches!(rolled.failure, Some(Error::NotFinite { t }) if t <= 0.01),
            "{}: {:?}",
            method.id,
            rolled.failure
        );
        assert_eq!(rolled.len(), 1, "{}: only the start", method.id);
    }
}

/// Oracle: the formulas of the methods. A velocity and a force of a separable field count as one evaluation.
/// Störmer–Verlet reuses the last force of a step and needs one more at the start.
#[test]
fn methods_make_the_evaluations_of_their_formulas() {
    const STEPS: usize = 20;
    for (id, separable, not_separable) in [
        ("euler", STEPS, STEPS),
        ("symplectic_euler", STEPS, 2 * STEPS),
        ("verlet", STEPS + 1, 3 * STEPS),
        ("rk4", 4 * STEPS, 4 * STEPS),
    ] {
        let method = Integrator::by_id(id).unwrap();
        for case in &CASES {
            let rolled = rollout(&mut case.field(), method, case.start, 0.05, STEPS);
            let expected = if case.separable {
                separable
            } else {
                not_separable
            };
            assert_eq!(rolled.evaluations, expected, "{id} on {}", case.name);
        }
    }
}

/// For each kind of field: separable, learned Hamiltonian, learned without H.
#[test]
fn caveats_state_what_is_not_guaranteed() {
    let not_symplectic = Some("not symplectic here");
    let first_order = Some("first order, not symplectic here");
    let no_energy = Some("no H here to be symplectic for");
    let friction = Some("not symplectic with friction");
    let first_order_friction = Some("first order, not symplectic with friction");
    for (id, expected) in [
        ("rk4", [None; 4]),
        (
            "verlet",
            [None, first_order, first_order, first_order_friction],
        ),
        (
            "symplectic_euler",
            [None, not_symplectic, not_symplectic, friction],
        ),
        ("implicit_midpoint", [None, None, no_energy, friction]),
        ("euler", [None; 4]),
        ("dopri5", [None; 4]),
    ] {
        let method = Integrator::by_id(id).unwrap();
        let found = [
            (true, true, false),
            (false, true, false),
            (false, false, false),
            (false, false, true),
        ]
        .map(|(separable, hamiltonian, friction)| method.caveat(separable, hamiltonian, friction));
        assert_eq!(found, expected, "{id}");
    }
}

/// Output 0 is the start; output i is at i·dt.
#[test]
fn outputs_are_numbered_and_timed() {
    for method in INTEGRATORS {
        for case in &CASES {
            let mut outputs = Vec::new();
            let mut x = case.start.to_vec();
            method
                .integrate(&mut case.field(), &mut x, 0.3, 7, |i, t, x| {
                    outputs.push((i, t, x.to_vec()));
                })
                .unwrap();
            let times: Vec<(usize, f64)> = outputs.iter().map(|(i, t, _)| (*i, *t)).collect();
            let expected: Vec<(usize, f64)> = (0..=7).map(|i| (i, i as f64 * 0.3)).collect();
            assert_eq!(times, expected, "{} on {}", method.id, case.name);
            assert_eq!(outputs[0].2, case.start, "{}", method.id);
            assert!(
                largest_difference(&outputs[7].2, &x) < 1e-12,
                "{}",
                method.id
            );
        }
    }
}

/// Oracle: dx/dt = 1 exceeds 10¹⁵ in the third step of 4 · 10¹⁴.
#[test]
fn divergence_is_reported_at_the_end_of_its_step() {
    for method in INTEGRATORS {
        if let Method::Tableau(_) | Method::Composition(_) = method.method {
            let mut field = Formula::new(2, |_: &[f64], dx: &mut [f64]| dx.fill(1.0));
            let rolled = rollout(&mut field, method, &[0.0, 0.0], 4e14, 10);
            // 4 and 8 · 10¹⁴ are within 10¹⁵, 12 · 10¹⁴ are not.
            assert_eq!(rolled.len(), 3, "{}", method.id);
            assert_eq!(
                rolled.failure,
                Some(Error::NotFinite { t: 3.0 * 4e14 }),
                "{}",
                method.id
            );
        }
    }
}

/// An oscillator at q ≈ 1,000 whose field has an error of alternating sign, like rounding. An implicit step accepts an
/// error of single precision, 10⁻⁶ of the state, and fails on a larger one.
#[test]
fn an_implicit_step_accepts_rounding_and_nothing_larger() {
    let method = Integrator::by_id("implicit_midpoint").unwrap();
    for (error, solved) in [(1e-3, true), (1.0, false)] {
        let mut sign = 1.0;
        let mut field = Formula::new(2, |x: &[f64], dx: &mut [f64]| {
            sign = -sign;
            (dx[0], dx[1]) = (x[1] + sign * error, -x[0] + sign * error);
        });
        let rolled = rollout(&mut field, method, &[1000.0, 0.0], 0.1, 20);
        if solved {
            assert_eq!(rolled.failure, None);
            let (sin, cos) = f64::sin_cos(2.0);
            let off = largest_difference(&rolled.states[40..], &[1000.0 * cos, -1000.0 * sin]);
            assert!(off < 5.0, "{off}");
        } else {
            assert!(
                matches!(rolled.failure, Some(Error::NoStep { t: 0.0, .. })),
                "{:?}",
                rolled.failure
            );
        }
    }
}
