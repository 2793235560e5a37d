//! Whether H = T(p) + V(q), decided by the form of a formula.

use super::tree::{Expression, Kind, Symbol};

/// Whether each term depends on positions alone or on momenta alone. Sums inside products with constants are split; other
/// products are not expanded, so (q + p)(q − p) does not count.
pub fn is_separable(part: &Expression, dof: usize) -> bool {
    let depends = |momenta: bool| {
        part.has(&|symbol| matches!(symbol, Symbol::Variable(i) if (i >= dof) == momenta))
    };
    if !depends(false) || !depends(true) {
        return true;
    }
    match &part.kind {
        Kind::Sum(terms) => terms.iter().all(|term| is_separable(&term.of, dof)),
        Kind::Negative(of) => is_separable(of, dof),
        Kind::Quotient(over, under) => !under.varies() && is_separable(over, dof),
        Kind::Product(factors) => {
            let mut varying = factors.iter().filter(|factor| factor.varies());
            match (varying.next(), varying.next()) {
                (Some(only), None) => is_separable(only, dof),
                _ => false,
            }
        }
        Kind::Number(_) | Kind::Symbol(_) | Kind::Power(..) | Kind::Call(..) => false,
    }
}
