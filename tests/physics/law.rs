//! Do laws follow from their Hamiltonian, its dual numbers, and their force?

use crate::common::largest_difference;
use hnn_playground::physics::field::VectorField;
use hnn_playground::physics::law::{Formula, Law};
use hnn_playground::physics::number::{Dual, Number};
use hnn_playground::rng::{Purpose, Rng};

/// A number with a formula and the derivative of that formula.
type Case = (&'static str, fn(Dual) -> Dual, fn(f64) -> f64);

/// Oracle: derivatives by hand.
#[test]
fn dual_numbers_carry_derivatives() {
    let cases: [Case; 15] = [
        ("x + x", |x| x + x, |_| 2.0),
        ("x − x·x", |x| x - x * x, |x| 1.0 - 2.0 * x),
        ("x/(x + 3)", |x| x / (x + 3.0), |x| 3.0 / (x + 3.0).powi(2)),
        ("−x", |x| -x, |_| -1.0),
        ("x + 2", |x| x + 2.0, |_| 1.0),
        ("x − 2", |x| x - 2.0, |_| 1.0),
        ("2x", |x| x * 2.0, |_| 2.0),
        ("x/2", |x| x / 2.0, |_| 0.5),
        ("sin x", Number::sin, f64::cos),
        ("cos x", Number::cos, |x| -x.sin()),
        ("eˣ", Number::exp, f64::exp),
        ("ln x", Number::ln, |x| 1.0 / x),
        ("√x", Number::sqrt, |x| 0.5 / x.sqrt()),
        ("x^−1.5", |x| x.pow(-1.5), |x| -1.5 * x.powf(-2.5)),
        ("x⁰", |x| x.pow(0.0), |_| 0.0),
    ];
    for (name, formula, derivative) in cases {
        for value in [0.3, 1.0, 2.7] {
            let slope = 0.7;
            let found = formula(Dual { value, slope }).slope;
            let expected = derivative(value) * slope;
            assert!(
                (found - expected).abs() < 1e-14,
                "{name} at {value}: {found}"
            );
        }
    }
    // Where a careless rule gives 0·∞.
    for exponent in [0.0, 1.0, 2.0] {
        let found = Dual {
            value: 0.0,
            slope: 1.0,
        }
        .pow(exponent)
        .slope;
        assert_eq!(found, if exponent == 1.0 { 1.0 } else { 0.0 });
    }
}

#[test]
fn plain_and_dual_numbers_have_the_same_values() {
    for x in [0.3, 1.0, 2.7] {
        let dual = Dual::constant(x);
        let pairs = [
            (Number::sin(x), dual.sin()),
            (Number::cos(x), dual.cos()),
            (Number::exp(x), dual.exp()),
            (Number::ln(x), dual.ln()),
            (Number::sqrt(x), dual.sqrt()),
            (Number::pow(x, 1.7), dual.pow(1.7)),
            (x - x / (x + 2.0) * 3.0, dual - dual / (dual + 2.0) * 3.0),
            (x - 2.0, dual - 2.0),
            (x / 3.0, dual / 3.0),
        ];
        for (plain, dual) in pairs {
            assert_eq!(plain, dual.value);
            assert_eq!(dual.slope, 0.0);
        }
    }
}

/// What is said of H is said of its law.
#[test]
fn a_law_is_as_separable_as_its_formula() {
    struct Said(bool);
    impl Formula for Said {
        fn value<N: Number>(&self, x: &[N]) -> N {
            x[0] * x[1]
        }

        fn is_separable(&self) -> bool {
            self.0
        }
    }
    for said in [true, false] {
        let law = Law::by_formula(2, Said(said));
        assert_eq!((law.separable(), law.dim()), (said, 2));
        assert_eq!(law.hamiltonian().unwrap().is_separable(), said);
    }
    assert_eq!(Law::by_formula(6, Said(true)).dim(), 6);
}

/// Two coupled pendulums: H is not a sum of terms in one variable each.
struct Coupled;

impl Formula for Coupled {
    fn value<N: Number>(&self, x: &[N]) -> N {
        let coupling = (x[0] - x[1]).cos();
        (x[2] * x[2] + x[3] * x[3] * 2.0 - x[2] * x[3] * coupling) / (-(coupling * coupling) + 2.0)
            - x[0].cos() * 3.0
            - x[1].cos()
    }

    fn is_separable(&self) -> bool {
        false
    }
}

/// Oracle: central differences of H; truncation and rounding leave 1e-9.
#[test]
fn a_formula_gives_its_symplectic_gradient() {
    let mut law = Law::by_formula(4, Coupled);
    let mut rng = Rng::new(5, Purpose::Starts);
    for _ in 0..100 {
        let x: Vec<f64> = (0..4).map(|_| rng.normal()).collect();
        let mut dx = vec![f64::NAN; 4];
        law.eval(&x, &mut dx);
        let slope = |i: usize| {
            let h = |step: f64| {
                let mut x = x.clone();
                x[i] += step;
                Coupled.value(&x)
            };
            (h(1e-5) - h(-1e-5)) / 2e-5
        };
        let expected = [slope(2), slope(3), -slope(0), -slope(1)];
        let off = largest_difference(&dx, &expected);
        assert!(off < 1e-8, "{off} at {x:?}");
        assert_eq!(law.energy(&x), Some(Coupled.value(&x)));
    }
    assert!(law.is_hamiltonian() && !law.separable());
}

/// Oracle: dH/dt = −Σ γ_i (∂H/∂p_i)² for Rayleigh friction.
#[test]
fn friction_takes_energy_and_acts_on_momenta_alone() {
    let friction = vec![0.2, 0.7];
    let (mut free, mut law) = (
        Law::by_formula(4, Coupled),
        Law::by_formula(4, Coupled).with_friction(friction.clone()),
    );
    assert!(!law.is_hamiltonian() && !law.separable());
    let x = [0.4, -1.1, 0.9, 0.3];
    let (mut without, mut with) = (vec![0.0; 4], vec![0.0; 4]);
    free.eval(&x, &mut without);
    law.eval(&x, &mut with);
    assert_eq!(with[..2], without[..2]);
    // dH/dt = −dp_free·dq + dq_free·dp.
    let power: f64 = (0..2)
        .map(|i| -without[2 + i] * with[i] + without[i] * with[2 + i])
        .sum();
    let expected: f64 = -(0..2)
        .map(|i| friction[i] * without[i].powi(2))
        .sum::<f64>();
    assert!((power - expected).abs() < 1e-12, "{power}, {expected}");
}

#[test]
fn a_law_without_energy_is_its_force() {
    let mut law = Law::without_energy(2).with_force(|x, _, force| force[0] += 3.0 * x[0]);
    let mut dx = [f64::NAN; 4];
    law.eval(&[1.0, 2.0, -1.0, 5.0], &mut dx);
    assert_eq!(dx, [0.0, 3.0, 0.0, -3.0]);
    assert_eq!(law.energy(&[1.0, 2.0]), None);
    assert!(!law.is_hamiltonian() && !law.separable());
}
