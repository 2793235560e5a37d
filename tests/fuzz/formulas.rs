//! Can a formula cause a panic, use much memory, or give a number that is not finite? Changes valid formulas at random from a
//! seed: 2·10⁴, or FUZZ_RUNS.

use super::files::fuzz;
use hnn_playground::error::Error;
use hnn_playground::experiment::settings::{Settings, Value};
use hnn_playground::page::own::own_system;
use hnn_playground::physics::expression::gallery::GALLERY;
use hnn_playground::physics::expression::hamiltonian::TypedHamiltonian;
use hnn_playground::physics::law::Hamiltonian;
use std::cell::Cell;

/// Notation that the gallery lacks, and pieces of formulas to insert.
const OTHERS: &[&str] = &[
    "H(q, p) = ½mω²q² + |p|³/√(1 + q⁻²)",
    "p²/2ml² + mgl(1 − cos 2q) + \"mgl\" arctan q",
    "[q1q2 + {p_1 - x_max}]^-2^q₁ / 1/2 k",
    "sin² q cos^2(p)·tanh -p ** 2",
    "0",
    "1e308",
    "(",
    "|",
    "^-",
    "1/",
    " sinh ",
    "π",
];

/// One in this many formulas that can be read becomes an experiment, which takes long.
const TRIED: u32 = 50;

/// Opens an experiment with a formula: it is refused with a reason, or its data, view and potential are finite.
fn try_out(formula: &str) {
    let settings = [
        ("system", Value::from("own")),
        ("hamiltonian", Value::from(formula)),
        ("trajectories", Value::from(3.0)),
        ("samples", Value::from(5.0)),
    ];
    let values = settings.map(|(key, value)| (key.to_owned(), value));
    let (settings, problems) = Settings::from_values(&values.into());
    for problem in &problems {
        assert!(problem.to_string().chars().count() < 600, "{problem}");
    }
    if !problems.is_empty() {
        return;
    }
    assert_eq!(settings.values()["hamiltonian"], Value::from(formula));
    let own = own_system(&settings).unwrap();
    let edges = [own.view.x, own.view.y];
    assert!(
        edges
            .iter()
            .all(|[low, high]| low < high && (high - low).is_finite())
    );
    assert!(own.starts.iter().all(|x| x.is_finite()));
    // A trajectory may still diverge: forty were tried, not all.
    if let Ok(data) = settings.draw_data() {
        assert!(
            data.train
                .x
                .iter()
                .chain(&data.test.x)
                .all(|x| x.is_finite())
        );
    }
}

#[test]
fn changed_formulas_do_no_harm() {
    let gallery = GALLERY.iter().map(|example| example.formula);
    let corpus: Vec<Vec<u8>> = gallery
        .chain(OTHERS.iter().copied())
        .map(|formula| formula.as_bytes().to_vec())
        .collect();
    let read = Cell::new(0u32);
    fuzz("formulas", &corpus, 3, |bytes, _| {
        let text = String::from_utf8_lossy(bytes);
        let hamiltonian = match TypedHamiltonian::parse(&text, &["m", "g", "l"]) {
            Ok(hamiltonian) => hamiltonian,
            Err(Error::Formula {
                at,
                length,
                problem,
            }) => {
                assert!(at + length <= text.chars().count() + 1, "{at}, {length}");
                assert!(problem.chars().count() < 300, "{problem}");
                return false;
            }
            Err(other) => panic!("a defect, not a formula that cannot be read: {other}"),
        };
        read.set(read.get() + 1);
        if read.get().is_multiple_of(TRIED) {
            try_out(&text);
        }
        let reading = hamiltonian.reading();
        assert!(reading.mathml.to_string().len() < 1 << 17);
        for other in &reading.others {
            TypedHamiltonian::parse(other, &["m", "g", "l"]).unwrap();
        }
        let values = vec![1.5; hamiltonian.parameters().len()];
        let Ok(bound) = hamiltonian.with(&values) else {
            return true;
        };
        for x in [[0.0; 6], [0.3, -1.2, 2.0, 0.7, -0.1, 1.0]] {
            let x = &x[..2 * hamiltonian.dof()];
            match hamiltonian.evaluate(&bound, x) {
                Ok((energy, gradient)) => {
                    assert!(energy.is_finite() && gradient.iter().all(|slope| slope.is_finite()));
                    assert_eq!(energy, bound.energy(x));
                }
                Err(error) => assert!(error.to_string().contains(" where "), "{error}"),
            }
        }
        true
    });
}
