//! Can a formula cause a panic, use much memory, or give a number that is not finite? Changes valid formulas at random from a
//! seed: 2·10⁴, or FUZZ_RUNS.

use super::files::fuzz;
use hnn_playground::error::Error;
use hnn_playground::physics::expression::gallery::GALLERY;
use hnn_playground::physics::expression::hamiltonian::TypedHamiltonian;
use hnn_playground::physics::law::Hamiltonian;

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

#[test]
fn changed_formulas_do_no_harm() {
    let gallery = GALLERY.iter().map(|example| example.formula);
    let corpus: Vec<Vec<u8>> = gallery
        .chain(OTHERS.iter().copied())
        .map(|formula| formula.as_bytes().to_vec())
        .collect();
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
