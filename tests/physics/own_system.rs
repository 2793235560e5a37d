//! Does a system made of a typed Hamiltonian start in its box, follow its formula, and leave out what escapes?

use hnn_playground::error::Error;
use hnn_playground::learn::dataset::{Dataset, Plan};
use hnn_playground::physics::expression::automatic_starts::automatic_starts;
use hnn_playground::physics::expression::gallery::GALLERY;
use hnn_playground::physics::expression::hamiltonian::TypedHamiltonian;
use hnn_playground::physics::expression::own_system::own_system;
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::own::parameter_key;
use hnn_playground::physics::system::{Dynamics, System};
use hnn_playground::physics::trajectory::energy_drift;
use hnn_playground::rng::{Purpose, Rng};
use std::f64::consts::{LN_2, PI, TAU};

const PLAN: Plan = Plan {
    trajectories: 20,
    samples: 30,
    noise: 0.0,
    seed: 3,
};

fn system(formula: &str, values: &[f64], starts: &[[f64; 2]], span: f64) -> Result<System, Error> {
    own_system(
        &TypedHamiltonian::parse(formula, &[]).unwrap(),
        values,
        starts,
        span,
    )
}

fn drawn(dynamics: &Dynamics, n: usize, outside: bool) -> Vec<Vec<f64>> {
    let sampling = &dynamics.mechanics.sampling;
    let draw = if outside {
        &sampling.outside
    } else {
        &sampling.start
    };
    let mut rng = Rng::new(5, Purpose::Starts);
    let mut x = vec![0.0; dynamics.dim()];
    let mut next = || {
        draw(&mut rng, &dynamics.parameters, &mut x);
        x.clone()
    };
    (0..n).map(|_| next()).collect()
}

/// Oracle: the uniform distribution; the mean within 5 standard errors.
#[test]
fn starts_are_uniform_in_the_box() {
    let bounds = [[-0.5, 1.5], [0.2, 0.6], [-1.0, -0.4], [0.0, 0.1]];
    let system = system("(p1^2 + p2^2 + q1^2 + q2^2)/2", &[], &bounds, 1.0).unwrap();
    let starts = drawn(&Dynamics::new(&system).unwrap(), 1000, false);
    for (i, [low, high]) in bounds.into_iter().enumerate() {
        let values: Vec<f64> = starts.iter().map(|x| x[i]).collect();
        assert!(values.iter().all(|x| (low..high).contains(x)));
        let mean = values.iter().sum::<f64>() / 1000.0;
        let error = (high - low) / f64::sqrt(12.0 * 1000.0);
        assert!(
            (mean - (low + high) / 2.0).abs() < 5.0 * error,
            "{i}: {mean}"
        );
    }
}

#[test]
fn the_system_carries_formula_names_and_values() {
    let bounds = [[-1.0, 1.0], [2.0, 4.0]];
    let own = system("p^2/2m + μ_1 q^2/2 + b", &[0.5, 2.0, 0.0], &bounds, 3.5).unwrap();
    assert_eq!(own.formula, "H = p²/2m + μ_1 q²/2 + b");
    assert_eq!(own.dim(), 2);
    let symbols: Vec<&str> = own.coordinates.iter().map(|c| c.symbol).collect();
    assert_eq!(symbols, ["q", "p"]);
    let labels: Vec<&str> = own.parameters.iter().map(|p| &*p.label).collect();
    assert_eq!(labels, ["m", "μ1", "b"]);
    for parameter in own.parameters.iter() {
        assert_eq!(parameter.key, parameter_key(&parameter.label));
        let range = parameter.min..=parameter.max;
        assert!(
            range.contains(&parameter.default)
                && parameter.step > 0.0
                && parameter.min < parameter.max
        );
    }
    assert_eq!((own.phase)(&[0.5, 2.0]), [0.5, -1.0]);
    let mut dynamics = Dynamics::with(&own, vec![0.25, 3.0, 1.0]).unwrap();
    let mut dx = [0.0; 2];
    dynamics.eval(&[0.5, 2.0], &mut dx);
    assert_eq!(dx, [8.0, -1.5]);
    assert_eq!(dynamics.energy(&[0.5, 2.0]), Some(8.0 + 0.375 + 1.0));
    assert!(dynamics.separable());
    assert_eq!(dynamics.mechanics.sampling.span, 3.5);

    let three = system("H = p1^2 + q3", &[], &[[0.0, 1.0]; 6], 1.0).unwrap();
    assert_eq!(three.formula, "H = p1² + q3");
    let powers = system(
        "p^2/2 + 2*q^2.5 + q**12 - |q|^(1/2)",
        &[],
        &[[1.0, 2.0]; 2],
        0.001,
    )
    .unwrap();
    assert_eq!(powers.formula, "H = p²/2 + 2·q^2.5 + q¹² − |q|^(1/2)");
    let symbols: Vec<&str> = three.coordinates.iter().map(|c| c.symbol).collect();
    assert_eq!(symbols, ["q₁", "q₂", "q₃", "p₁", "p₂", "p₃"]);
}

/// Oracle: in the well of q²/2 − q³/3 motion stays if q < 1 and H < 1/6; beyond it, q reaches infinity in a finite time.
#[test]
fn starts_that_escape_are_drawn_again() {
    let bounds = [[-0.8, 1.6], [-0.6, 0.6]];
    let well = system("p^2/2 + q^2/2 - q^3/3", &[], &bounds, 40.0).unwrap();
    let dynamics = Dynamics::new(&well).unwrap();
    let stays = |x: &[f64]| x[0] < 1.0 && dynamics.energy(x).unwrap() < 1.0 / 6.0;
    let starts = drawn(&dynamics, 300, false);
    assert!(starts.iter().all(|x| stays(x)));
    let mut rng = Rng::new(1, Purpose::Data);
    let uniform = (0..300).filter(|_| {
        let x = bounds.map(|[low, high]| rng.uniform_in(low, high));
        !stays(&x)
    });
    assert!(uniform.count() > 60, "many of the box escape");
    let data = Dataset::generate(&dynamics, PLAN).unwrap();
    assert!(
        data.train
            .x
            .iter()
            .chain(&data.test.x)
            .all(|x| x.abs() < 2.0)
    );
}

#[test]
fn an_error_says_what_share_escapes() {
    let error = system("p^2/2 - q^4", &[], &[[1.0, 2.0], [1.0, 2.0]], 10.0).unwrap_err();
    assert_eq!(
        error,
        Error::Escapes {
            escaped: 40,
            drawn: 40
        }
    );
    assert!(
        error
            .to_string()
            .starts_with("40 of 40 trajectories (100 %)"),
        "{error}"
    );
    // An exponential escape that stays finite: e^(12) box widths.
    let error = system("p^2/2 - q^2/2", &[], &[[1.0, 1.1], [1.0, 1.1]], 12.0).unwrap_err();
    assert!(matches!(error, Error::Escapes { .. }), "{error}");
    system("p^2/2 - q^2/2", &[], &[[1.0, 1.1], [1.0, 1.1]], 1.0).unwrap();
    // Not defined in the box; turning too fast to follow.
    for formula in [
        "p + log(q)",
        "p^2 + sqrt(q - 5)",
        "1e9 (p^2 + q^2)",
        "p^2 + sin(1e9 q)",
    ] {
        let error = system(formula, &[], &[[-2.0, -1.0], [0.5, 1.0]], 5.0).unwrap_err();
        assert!(matches!(error, Error::Escapes { .. }), "{formula}: {error}");
    }
}

/// Other values than those that the system was made with may let everything escape; the data then report it.
#[test]
fn data_of_values_with_which_all_escape_are_an_error() {
    let system = system("p^2/2 + k q^4", &[1.0], &[[1.0, 2.0], [1.0, 2.0]], 10.0).unwrap();
    let dynamics = Dynamics::with(&system, vec![-1.0]).unwrap();
    let error = Dataset::generate(&dynamics, PLAN).unwrap_err();
    assert!(
        matches!(error, Error::NotFinite { .. } | Error::NoStep { .. }),
        "{error}"
    );
}

#[test]
fn boxes_and_values_that_do_not_fit_are_named() {
    let unit = [[0.0, 1.0]; 2];
    for (values, bounds, span, message) in [
        (
            &[1.0][..],
            &unit[..1],
            1.0,
            "starts: a list of 1 is not allowed; allowed: 2 ranges, one for each of q, p",
        ),
        (
            &[1.0],
            &[[0.0, 1.0], [1.0, 1.0]],
            1.0,
            "p: 1 to 1 is not allowed",
        ),
        (
            &[1.0],
            &[[f64::NAN, 1.0], [0.0, 1.0]],
            1.0,
            "q: NaN to 1 is not allowed",
        ),
        (
            &[1.0],
            &unit,
            0.0,
            "span: 0 is not allowed; allowed: a positive number",
        ),
        (&[1.0], &unit, f64::INFINITY, "span: inf is not allowed"),
        (&[], &unit, 1.0, "k: a missing value is not allowed"),
        (
            &[0.0],
            &unit,
            1.0,
            "Character 7: “q/k” divides by zero where k = 0.",
        ),
    ] {
        let error = system("p^2 + q/k", values, bounds, span)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

/// Every example draws data, the same for the same seed, that follow its law and stay in reach.
#[test]
fn the_gallery_draws_data() {
    for example in GALLERY {
        let dynamics = Dynamics::new(&example.system().unwrap()).unwrap();
        let data = Dataset::generate(&dynamics, PLAN).unwrap();
        data.check(dynamics.dim()).unwrap();
        assert_eq!(data, Dataset::generate(&dynamics, PLAN).unwrap());
        let far = data.train.x.iter().fold(0.0f64, |far, x| far.max(x.abs()));
        assert!(far < 25.0, "{}: {far}", example.id);
    }
}

/// Starts outside have energies that no start inside has.
#[test]
fn starts_outside_have_other_energies() {
    for example in GALLERY {
        let dynamics = Dynamics::new(&example.system().unwrap()).unwrap();
        let energies = |outside: bool, n: usize| {
            let starts = drawn(&dynamics, n, outside);
            starts
                .iter()
                .map(|x| dynamics.energy(x).unwrap())
                .collect::<Vec<f64>>()
        };
        let inside = energies(false, 300);
        let low = inside.iter().copied().fold(f64::INFINITY, f64::min);
        let high = inside.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for energy in energies(true, 30) {
            assert!(
                energy.is_finite() && !(low..=high).contains(&energy),
                "{}: {energy}",
                example.id
            );
        }
    }
}

/// Starts that a formula gets if the visitor chooses none. Oracle: its equilibrium and the period of small oscillations, by hand.
#[test]
fn automatic_starts_surround_an_equilibrium() {
    let root = 2f64.powf(1.0 / 6.0);
    for (formula, values, centre, period) in [
        ("p^2/2m + k q^2/2", &[0.5, 2.0][..], 0.0, PI),
        ("p^2/2 - q^2/2 + q^4/4", &[], 0.0, TAU),
        // The minimum of 4 (q⁻¹² − q⁻⁶), where H″ = 57.1.
        (
            "p^2/2 + 4 (1/q^12 - 1/q^6)",
            &[],
            root,
            TAU / 57.146f64.sqrt(),
        ),
        // r = L²/km, where H″ = k⁴m³/L⁶.
        (
            "p^2/2m + L^2/(2 m q^2) - k/q",
            &[1.0, 1.2, 1.0],
            1.44,
            TAU * 1.2f64.powi(3),
        ),
        (
            "c e^q - d q + b e^p - a p",
            &[1.0, 2.0, 1.0, 1.0],
            LN_2,
            TAU / 2f64.sqrt(),
        ),
    ] {
        let hamiltonian = TypedHamiltonian::parse(formula, &[]).unwrap();
        let (bounds, span) = automatic_starts(&hamiltonian, values);
        let [low, high] = bounds[0];
        assert!(
            ((low + high) / 2.0 - centre).abs() < 0.06 * (high - low),
            "{formula}: {bounds:?}"
        );
        let expected = period.clamp(0.5, 10.0);
        assert!((span / expected - 1.0).abs() < 0.1, "{formula}: {span}");
        let system = own_system(&hamiltonian, values, &bounds, span).unwrap();
        let dynamics = Dynamics::with(&system, values.to_vec()).unwrap();
        let data = Dataset::generate(&dynamics, PLAN).unwrap();
        // Nothing leaves the box far behind.
        let far = data
            .train
            .x
            .iter()
            .step_by(2)
            .fold(0.0f64, |far, x| far.max((x - centre).abs()));
        assert!(far < 4.5 * (high - low), "{formula}: {far}");
    }
}

/// Formulas without an equilibrium, or with a motion that leaves every box, have starts, too.
#[test]
fn automatic_starts_always_exist() {
    for formula in [
        "p",
        "q p",
        "p^2/2",
        "p^2/2 - q^4",
        "1/q + p",
        "p^2 + log(q - 5)",
        "|p| + |q|",
        "p^2 + sin(1e9 q)",
        "sqrt(q - 100) + p",
        "(p1^2 + p2^2)/2 - 1/sqrt(q1^2 + q2^2)",
        "1e300 q^2 + p^2",
        "p1 + p2 + p3 + q1 q2 q3",
    ] {
        let hamiltonian = TypedHamiltonian::parse(formula, &[]).unwrap();
        let (bounds, span) = automatic_starts(&hamiltonian, &[]);
        assert_eq!(bounds.len(), 2 * hamiltonian.dof(), "{formula}");
        for [low, high] in bounds {
            assert!(
                low < high && low >= -10.0 && high <= 10.0,
                "{formula}: {low} to {high}"
            );
        }
        assert!((0.5..=10.0).contains(&span), "{formula}: {span}");
    }
}

/// A constant added to H changes no change of the energy.
#[test]
fn changes_of_the_energy_are_measured_from_the_lowest_in_the_box() {
    for (formula, lowest) in [
        ("p^2/2 + q^2/2", 0.0),
        ("p^2/2 + q^2/2 + 7", 7.0),
        ("p^2/2 - cos q", -1.0),
        ("(p - 1)^2/2 + q^2/2 - 3", -3.0),
    ] {
        let own = system(formula, &[], &[[-1.0, 1.0], [-0.5, 1.5]], 2.0).unwrap();
        let rest = Dynamics::new(&own).unwrap().rest_energy();
        // The box has some thousand points.
        assert!((rest - lowest).abs() < 0.02, "{formula}: {rest}");
        let energy = [lowest + 0.5, lowest + 0.75, lowest + 0.4];
        let drift = energy_drift(&energy, rest).unwrap();
        assert!((drift.change + 0.2).abs() < 0.02, "{formula}: {drift:?}");
        assert!((drift.largest - 0.5).abs() < 0.03, "{formula}: {drift:?}");
    }
}
