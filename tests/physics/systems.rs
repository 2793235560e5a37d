//! Does each system follow the mechanics of its Hamiltonian? Loops over SYSTEMS.

use crate::common::mechanics::{
    assert_energy_follows_the_law, assert_field_follows_from_h, assert_separable_as_declared,
};
use crate::common::{exact, largest_difference, random_dynamics, random_state};
use hnn_playground::experiment::setup::setup;
use hnn_playground::physics::integrator::Integrator;
use hnn_playground::physics::system::{Dynamics, System};
use hnn_playground::physics::systems::SYSTEMS;
use hnn_playground::physics::trajectory::rollout;
use hnn_playground::rng::{Purpose, Rng};

fn with(id: &str, parameters: &[f64]) -> Dynamics {
    Dynamics::with(System::by_id(id).unwrap(), parameters.to_vec()).unwrap()
}

#[test]
fn field_is_the_symplectic_gradient_of_h() {
    SYSTEMS.iter().for_each(assert_field_follows_from_h);
}

/// Oracle: the code published with the paper, H = q² + p² and 3(1 − cos q) + p².
#[test]
fn default_parameters_give_the_published_hamiltonians() {
    let spring = |q: f64, p: f64| q * q + p * p;
    let pendulum = |q: f64, p: f64| 3.0 * (1.0 - q.cos()) + p * p;
    let mut rng = Rng::new(2, Purpose::Starts);
    for _ in 0..50 {
        let off = |id: &str, h: &dyn Fn(f64, f64) -> f64, rng: &mut Rng| {
            let dynamics = Dynamics::new(System::by_id(id).unwrap()).unwrap();
            let x = random_state(&dynamics, rng);
            (dynamics.energy(&x).unwrap() - h(x[0], x[1])).abs()
        };
        assert!(off("spring", &spring, &mut rng) < 1e-13);
        assert!(off("pendulum", &pendulum, &mut rng) < 1e-13);
    }
}

#[test]
fn separable_as_declared() {
    SYSTEMS.iter().for_each(assert_separable_as_declared);
}

#[test]
fn energy_is_conserved_along_a_fine_rollout() {
    SYSTEMS.iter().for_each(assert_energy_follows_the_law);
}

/// Oracle: q = q₀ cos ωt + p₀/(mω) sin ωt, p = p₀ cos ωt − mω q₀ sin ωt, ω = √(k/m).
#[test]
fn spring_follows_its_closed_form() {
    let mut rng = Rng::new(5, Purpose::Starts);
    for _ in 0..20 {
        let random = random_dynamics(System::by_id("spring").unwrap(), &mut rng);
        let (k, m) = (random.parameters[0], random.parameters[1]);
        // tests/page/friction.rs has the closed form with friction.
        let mut dynamics = with("spring", &[k, m, 0.0]);
        let start = random_state(&dynamics, &mut rng);
        let (q, p, w, t) = (start[0], start[1], (k / m).sqrt(), 20.0);
        let (sin, cos) = (w * t).sin_cos();
        let expected = [q * cos + p / (m * w) * sin, p * cos - m * w * q * sin];
        let off = largest_difference(&exact(&mut dynamics, &start, t), &expected);
        assert!(off < 1e-8, "k = {k}, m = {m}: {off}");
    }
}

/// Oracle: T = 2π√(l/g) / agm(1, cos(θ₀/2)) (Gauss; Landau & Lifshitz, Mechanics, §11), whatever the mass.
#[test]
fn pendulum_returns_after_its_period() {
    for (g, l, m, theta) in [
        (6.0, 1.0, 0.5, 2.1),
        (9.8, 0.3, 1.7, 0.4),
        (1.6, 2.0, 0.1, 3.0),
    ] {
        let (mut a, mut b) = (1.0f64, f64::cos(theta / 2.0));
        while (a - b).abs() > 1e-15 {
            (a, b) = ((a + b) / 2.0, (a * b).sqrt());
        }
        let period = std::f64::consts::TAU * f64::sqrt(l / g) / a;
        let end = exact(
            &mut with("pendulum", &[g, l, m, 0.0]),
            &[theta, 0.0],
            period,
        );
        let off = largest_difference(&end, &[theta, 0.0]);
        assert!(off < 1e-9, "θ₀ = {theta}: {off}");
    }
}

/// Oracle: SciPy 1.17 `solve_ivp(DOP853, rtol=1e-12, atol=1e-13)` of dq/dt = 2p, dp/dt = −3 sin q from (2.1, 0); its
/// Radau method agrees to 2e-10. Energy 3(1 − cos 2.1) as in the reference.
#[test]
fn pendulum_agrees_with_scipy() {
    let dynamics = Dynamics::new(System::by_id("pendulum").unwrap()).unwrap();
    let start = [2.1, 0.0];
    assert!((dynamics.energy(&start).unwrap() - 4.514_538_313_799_573).abs() < 1e-14);
    let expected = [
        (5.0, [-1.873_124_103_77, -0.788_231_356_21]),
        (10.0, [1.158_115_209_78, 1.648_556_555_17]),
        (20.0, [-1.138_126_959_44, 1.665_060_163_27]),
    ];
    for (t, state) in expected {
        let off = largest_difference(&exact(&mut dynamics.clone(), &start, t), &state);
        assert!(off < 1e-9, "t = {t}: {off}");
    }
}

/// Oracle: q = cos 2t, p = −sin 2t for the default spring, SciPy's values for the default pendulum. A tolerance of
/// 1e-7 a step adds up to less than 5e-5 over 20 s.
#[test]
fn dormand_prince_as_used_for_rollouts_follows_the_exact_solutions() {
    let method = Integrator::by_id("dopri5").unwrap();
    let spring = Dynamics::new(System::by_id("spring").unwrap()).unwrap();
    let rolled = rollout(&mut spring.clone(), method, &[1.0, 0.0], 0.05, 400);
    for (i, x) in rolled.iter().enumerate() {
        let (sin, cos) = (2.0 * 0.05 * i as f64).sin_cos();
        assert!(
            largest_difference(x, &[cos, -sin]) < 5e-5,
            "step {i}: {x:?}"
        );
    }
    let pendulum = Dynamics::new(System::by_id("pendulum").unwrap()).unwrap();
    let rolled = rollout(&mut pendulum.clone(), method, &[2.1, 0.0], 0.05, 400);
    let off = largest_difference(
        rolled.iter().last().unwrap(),
        &[-1.138_126_959_44, 1.665_060_163_27],
    );
    assert!(off < 5e-5, "{off}");
}

/// Oracle: two unit masses attract each other with G/4r² on a circle of radius r around their centre, so v² = G/4r and
/// T = 4π√(r³/G). Any radius, strength, direction and place of the centre.
#[test]
fn two_bodies_on_a_circle_return_after_their_period() {
    for (g, r, angle, centre) in [
        (1.0, 1.0, 0.0, [0.0, 0.0]),
        (0.2, 0.6, 1.1, [0.4, -2.0]),
        (3.0, 1.7, 4.0, [-1.0, 0.3]),
    ] {
        let (sin, cos) = f64::sin_cos(angle);
        let v = f64::sqrt(g / (4.0 * r));
        let [x, y] = centre;
        let start = [
            [x + r * cos, x - r * cos, y + r * sin, y - r * sin],
            [-v * sin, v * sin, v * cos, -v * cos],
        ]
        .concat();
        let mut dynamics = with("two_body", &[g]);
        let period = 2.0 * std::f64::consts::TAU * f64::sqrt(r * r * r / g);
        let off = largest_difference(&exact(&mut dynamics, &start, period), &start);
        assert!(off < 1e-9, "G = {g}, r = {r}: {off}");
        // Half a period later the bodies have exchanged places.
        let half = exact(&mut dynamics, &start, period / 2.0);
        let swapped = [1, 0, 3, 2, 5, 4, 7, 6].map(|i| start[i]);
        assert!(
            largest_difference(&half, &swapped) < 1e-9,
            "G = {g}, r = {r}"
        );
        let energy = dynamics.energy(&start).unwrap();
        assert!((energy + g / (4.0 * r)).abs() < 1e-14, "{energy}");
    }
}

/// Oracle: Kepler's third law for the relative orbit, T = 2π√(a³/2G), with its semi-axis a = (2/d − w²/2G)⁻¹ from distance d
/// and relative speed w at an apsis.
#[test]
fn two_bodies_on_an_ellipse_return_after_their_period() {
    for (g, distance, speed) in [(1.0, 2.0, 0.8), (2.5, 1.4, 2.0)] {
        let start = [
            distance / 2.0,
            -distance / 2.0,
            0.0,
            0.0,
            0.0,
            0.0,
            speed / 2.0,
            -speed / 2.0,
        ];
        let axis = 1.0 / (2.0 / distance - speed * speed / (2.0 * g));
        let period = std::f64::consts::TAU * f64::sqrt(axis * axis * axis / (2.0 * g));
        let mut dynamics = with("two_body", &[g]);
        let off = largest_difference(&exact(&mut dynamics, &start, period), &start);
        assert!(off < 1e-8, "G = {g}: {off}");
    }
}

/// Oracle: the sampling of the published code: body 1 uniform in [0.5, 1.5]², the speed of a circular orbit times
/// 1 + 0.05·N(0, 1) at right angles to the radius, turning to the left, body 2 mirrored. Bounds are 5 standard errors.
#[test]
fn two_bodies_start_on_nearly_circular_orbits() {
    const N: usize = 2000;
    for g in [0.4, 1.0, 2.2] {
        let dynamics = with("two_body", &[g]);
        let mut rng = Rng::new(6, Purpose::Starts);
        let mut x = vec![0.0; 8];
        let (mut factors, mut places) = (Vec::new(), Vec::new());
        for _ in 0..N {
            (dynamics.mechanics.sampling.start)(&mut rng, &dynamics.parameters, &mut x);
            for i in [0, 2, 4, 6] {
                assert_eq!(x[i], -x[i + 1]);
            }
            let (r, v) = (x[0].hypot(x[2]), x[4].hypot(x[6]));
            assert!((x[0] * x[4] + x[2] * x[6]).abs() < 1e-14, "at right angles");
            assert!(x[0] * x[6] - x[2] * x[4] > 0.0, "to the left");
            factors.push(v / f64::sqrt(g / (4.0 * r)));
            places.extend([x[0], x[2]]);
        }
        let moments = |values: &[f64]| {
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n;
            [mean, variance.sqrt()]
        };
        let n = N as f64;
        let [mean, deviation] = moments(&factors);
        assert!(
            (mean - 1.0).abs() < 5.0 * 0.05 / n.sqrt(),
            "G = {g}: {mean}"
        );
        assert!(
            (deviation / 0.05 - 1.0).abs() < 5.0 / (2.0 * n).sqrt(),
            "G = {g}: {deviation}"
        );
        assert!(places.iter().all(|x| (0.5..1.5).contains(x)));
        let [mean, deviation] = moments(&places);
        let uniform = f64::sqrt(1.0 / 12.0);
        assert!(
            (mean - 1.0).abs() < 5.0 * uniform / (2.0 * n).sqrt(),
            "{mean}"
        );
        assert!((deviation / uniform - 1.0).abs() < 0.05, "{deviation}");
    }
}

/// The plane of each view: two components, each axis from low to high, with the default start and drawn starts on it.
#[test]
fn views_show_where_trajectories_start() {
    let mut rng = Rng::new(7, Purpose::Starts);
    for system in SYSTEMS {
        let view = &setup(system).view;
        assert_ne!(view.axes[0], view.axes[1], "{}", system.id);
        let dynamics = Dynamics::new(system).unwrap();
        let mut start = setup(system).start;
        assert_eq!(start.len(), system.dim(), "{}", system.id);
        for _ in 0..50 {
            for (axis, [low, high]) in view.axes.into_iter().zip([view.x, view.y]) {
                let inside = low < start[axis] && start[axis] < high;
                assert!(inside, "{}: {} at {start:?}", system.id, axis);
                assert_eq!(low, -high, "{}: the origin is in the middle", system.id);
            }
            (dynamics.mechanics.sampling.start)(&mut rng, &dynamics.parameters, &mut start);
        }
    }
}
