//! LEARNERS: how a vector field follows from the network's outputs.
//!
//! With F₁, F₂ scalar outputs and J = (0 I; −I 0), so that J∇H = (∂H/∂p, −∂H/∂q):
//! direct: dx/dt = outputs; solenoidal: J∇F₂ with F₂ = H_θ (the Hamiltonian network, Greydanus et al. 2019,
//! eq. 2); conservative: ∇F₁; both: ∇F₁ + J∇F₂ (Helmholtz decomposition, ibid. appendix, and the
//! `field_type` of its code).

use crate::error::Result;
use crate::lookup::by_id;
use serde::Serialize;

/// One kind of learner.
#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Learner {
    pub id: &'static str,
    pub label: &'static str,
    /// For narrow columns and inside sentences.
    pub short: &'static str,
    pub help: &'static str,
    #[serde(skip)]
    pub field_type: FieldType,
}

/// How the field follows from the outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// The outputs are dx/dt.
    Direct,
    /// J∇F of the last output F = H_θ.
    Solenoidal,
    /// ∇F of the first output.
    Conservative,
    /// ∇F₁ + J∇F₂.
    Helmholtz,
}

/// All learners, in the order of the menu.
pub static LEARNERS: &[Learner] = &[
    Learner {
        id: "baseline",
        label: "Baseline network",
        short: "baseline",
        help: "A plain network that outputs dq/dt and dp/dt. It knows nothing about energy.",
        field_type: FieldType::Direct,
    },
    Learner {
        id: "hnn",
        label: "Hamiltonian network",
        short: "HNN",
        help: "A network that outputs one number H; its symplectic gradient (∂H/∂p, −∂H/∂q) is the field.",
        field_type: FieldType::Solenoidal,
    },
    Learner {
        id: "conservative",
        label: "Gradient network",
        short: "gradient network",
        help: "A network that outputs one number F; its plain gradient is the field. It cannot oscillate.",
        field_type: FieldType::Conservative,
    },
    Learner {
        id: "helmholtz",
        label: "Helmholtz network",
        short: "Helmholtz network",
        help: "The sum of a gradient and a symplectic gradient: it can learn friction as well as energy.",
        field_type: FieldType::Helmholtz,
    },
];

impl Learner {
    /// The learner with this id.
    pub fn by_id(id: &str) -> Result<&'static Learner> {
        by_id("learner", LEARNERS, |learner| learner.id, id)
    }

    /// Number of network outputs for states of `dim` components.
    pub fn outputs(&self, dim: usize) -> usize {
        match self.field_type {
            FieldType::Direct => dim,
            FieldType::Solenoidal | FieldType::Conservative => 1,
            FieldType::Helmholtz => 2,
        }
    }

    /// Whether one of the outputs is an energy H_θ.
    pub fn has_energy(&self) -> bool {
        matches!(
            self.field_type,
            FieldType::Solenoidal | FieldType::Helmholtz
        )
    }

    /// Whether its field is exactly that of a Hamiltonian.
    pub fn is_hamiltonian(&self) -> bool {
        self.field_type == FieldType::Solenoidal
    }
}
