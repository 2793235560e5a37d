//! LEARNERS: networks, what they read, and what their outputs mean. Everything else about a learner follows from its parts.
//!
//! With J = (0 I; −I 0), so that J∇H = (∂H/∂p, −∂H/∂q), the field is the sum over all parts:
//! the outputs themselves; a force on p; ∇F or J∇H of one output; s ⊙ p as velocity; −γ ⊙ ∂H/∂p as friction.
//! Sources: J∇H, ∇F and their sum (Helmholtz decomposition): Greydanus et al. 2019, eq. 2, appendix, and the `field_type`
//! of its code; sum with a gradient for friction: Greydanus & Sosanya 2022, arXiv 2201.10085;
//! second-order structure: Gruver et al. 2022, arXiv 2202.04836; learned damping: Desai et al. 2021, arXiv 2107.08024.

use crate::error::Result;
use crate::lookup::by_id;
use serde::Serialize;
use std::borrow::Cow;

/// One kind of learner.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Learner {
    pub id: &'static str,
    pub label: &'static str,
    /// For narrow columns and inside sentences.
    pub short: &'static str,
    pub help: &'static str,
    /// The field is the sum of what they contribute.
    #[serde(skip)]
    pub parts: Cow<'static, [Part]>,
}

/// A network, or numbers next to the networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Prefix of its parameters in a weights file.
    pub name: &'static str,
    pub kind: PartKind,
}

/// What a part computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    Network {
        reads: Reads,
        outputs: Outputs,
    },
    /// s: velocity s ⊙ p, one number per momentum.
    InverseMass,
    /// γ: force −γ ⊙ ∂H/∂p with H the energies of all networks, one number per momentum.
    Friction,
}

/// The components of the state that a network reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    All,
    Positions,
    Momenta,
}

/// What the outputs of a network mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outputs {
    /// dx/dt.
    Field,
    /// dp/dt.
    Force,
    /// One scalar each, of which a gradient is the field.
    Potentials(&'static [Gradient]),
}

/// What a motion can have that a learner cannot represent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Feature {
    /// It comes back to where it was.
    Oscillation,
    /// It loses energy.
    Friction,
    /// Its velocity is not momentum over a constant mass.
    Mass,
    /// Its H is not T(p) + V(q).
    Coupling,
}

/// How a field follows from a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gradient {
    /// ∇F.
    Plain,
    /// J∇H; the scalar is an energy.
    Symplectic,
}

/// One half of dx/dt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// dq/dt.
    Velocity,
    /// dp/dt.
    Force,
}

impl Half {
    pub const ALL: [Half; 2] = [Half::Velocity, Half::Force];
}

/// A network with parameters named `name.…`.
pub const fn network(name: &'static str, reads: Reads, outputs: Outputs) -> Part {
    Part {
        name,
        kind: PartKind::Network { reads, outputs },
    }
}

pub const INVERSE_MASS: Part = Part {
    name: "inverse_mass",
    kind: PartKind::InverseMass,
};

pub const FRICTION: Part = Part {
    name: "friction",
    kind: PartKind::Friction,
};

/// One energy.
pub const ENERGY: Outputs = Outputs::Potentials(&[Gradient::Symplectic]);

/// All learners, in the order of the menu.
pub static LEARNERS: &[Learner] = &[
    Learner {
        id: "baseline",
        label: "Baseline network",
        short: "baseline",
        help: text!("A plain network that outputs dq/dt and dp/dt. It knows nothing about energy."),
        parts: Cow::Borrowed(&[network("net", Reads::All, Outputs::Field)]),
    },
    Learner {
        id: "second_order",
        label: "Second-order network",
        short: "second-order network",
        help: text!(
            "Velocity is momentum over a mass that it learns; a network outputs the force, which may depend on the momentum. \
               Half of what an HNN knows."
        ),
        parts: Cow::Borrowed(&[network("net", Reads::All, Outputs::Force), INVERSE_MASS]),
    },
    Learner {
        id: "newtonian",
        label: "Newtonian network",
        short: "Newtonian network",
        help: text!(
            "Velocity is momentum over a mass that it learns; a network outputs the force, which depends on the position alone. \
               With one degree of freedom such a force conserves an energy, with more it need not."
        ),
        parts: Cow::Borrowed(&[
            network("net", Reads::Positions, Outputs::Force),
            INVERSE_MASS,
        ]),
    },
    Learner {
        id: "hnn",
        label: "Hamiltonian network",
        short: "HNN",
        help: text!(
            "A network that outputs one number H; its symplectic gradient (∂H/∂p, −∂H/∂q) is the field."
        ),
        parts: Cow::Borrowed(&[network("net", Reads::All, ENERGY)]),
    },
    Learner {
        id: "separable",
        label: "Separable Hamiltonian network",
        short: "separable HNN",
        help: text!(
            "Two networks output a kinetic energy T(p) and a potential energy V(q); H is their sum. On it, Störmer–Verlet is \
               symplectic."
        ),
        parts: Cow::Borrowed(&[
            network("kinetic", Reads::Momenta, ENERGY),
            network("potential", Reads::Positions, ENERGY),
        ]),
    },
    Learner {
        id: "dissipative",
        label: "Dissipative Hamiltonian network",
        short: "dissipative network",
        help: text!(
            "A Hamiltonian network and a friction −γ·∂H/∂p, with γ learned from the data. Its H is unique up to a constant."
        ),
        parts: Cow::Borrowed(&[network("net", Reads::All, ENERGY), FRICTION]),
    },
    Learner {
        id: "conservative",
        label: "Gradient network",
        short: "gradient network",
        help: text!(
            "A network that outputs one number F; its plain gradient is the field. It cannot oscillate."
        ),
        parts: Cow::Borrowed(&[network(
            "net",
            Reads::All,
            Outputs::Potentials(&[Gradient::Plain]),
        )]),
    },
    Learner {
        id: "helmholtz",
        label: "Helmholtz network",
        short: "Helmholtz network",
        help: text!(
            "The sum of a gradient and a symplectic gradient: it can learn friction as well as energy, but the data do not say \
               which part is which."
        ),
        parts: Cow::Borrowed(&[network(
            "net",
            Reads::All,
            Outputs::Potentials(&[Gradient::Plain, Gradient::Symplectic]),
        )]),
    },
];

impl Learner {
    /// The learner with this id.
    pub fn by_id(id: &str) -> Result<&'static Learner> {
        by_id("learner", LEARNERS, |learner| learner.id, id)
    }

    /// Whether one of the outputs is an energy H_θ.
    pub fn has_energy(&self) -> bool {
        self.parts.iter().any(|part| part.kind.has_energy())
    }

    /// Whether its velocity is momentum over a learned mass.
    pub fn has_masses(&self) -> bool {
        self.parts
            .iter()
            .any(|part| part.kind == PartKind::InverseMass)
    }

    /// Whether the velocity depends on p alone and the force on q alone.
    pub fn is_separable(&self) -> bool {
        !self.depends(Half::Velocity, Half::Velocity) && !self.depends(Half::Force, Half::Force)
    }

    /// Whether the field is exactly that of a Hamiltonian. With one degree of freedom, every separable field is.
    pub fn is_hamiltonian(&self, dof: usize) -> bool {
        self.parts.iter().all(|part| part.kind.is_energy_alone())
            || (dof == 1 && self.is_separable())
    }

    /// What it cannot represent.
    pub fn lacks(&self) -> Vec<Feature> {
        let plain = |part: &Part| part.kind.gradients() == [Gradient::Plain];
        let conserves = self.is_hamiltonian(2) || !self.depends(Half::Force, Half::Force);
        let features = [
            (Feature::Oscillation, self.parts.iter().all(plain)),
            (Feature::Friction, conserves),
            (Feature::Mass, self.has_masses()),
            (Feature::Coupling, self.is_separable()),
        ];
        let lacking = features.into_iter().filter(|(_, lacks)| *lacks);
        lacking.map(|(feature, _)| feature).collect()
    }

    /// Whether a half of the field depends on the components of which `on` is the rate of change.
    fn depends(&self, half: Half, on: Half) -> bool {
        self.parts.iter().any(|part| match part.kind {
            PartKind::Network { reads, .. } => part.kind.contributes(half) && reads.includes(on),
            PartKind::InverseMass => part.kind.contributes(half) && on == Half::Force,
            PartKind::Friction => half == Half::Force && self.depends(Half::Velocity, on),
        })
    }

    /// Whether a file holds this learner's one network without a prefix, as the published code does.
    pub fn is_one_network(&self) -> bool {
        self.parts.len() == 1
    }
}

impl Outputs {
    /// Their number for states of `dim` components.
    pub fn count(self, dim: usize) -> usize {
        match self {
            Outputs::Field => dim,
            Outputs::Force => dim / 2,
            Outputs::Potentials(gradients) => gradients.len(),
        }
    }
}

impl PartKind {
    /// Whether it adds to a half of the field.
    pub fn contributes(&self, half: Half) -> bool {
        match self {
            PartKind::Network { reads, outputs } => match outputs {
                Outputs::Field => true,
                Outputs::Force => half == Half::Force,
                Outputs::Potentials(gradients) => gradients.iter().any(|gradient| {
                    reads.includes(match (gradient, half) {
                        (Gradient::Plain, half) => half,
                        (Gradient::Symplectic, Half::Velocity) => Half::Force,
                        (Gradient::Symplectic, Half::Force) => Half::Velocity,
                    })
                }),
            },
            PartKind::InverseMass => half == Half::Velocity,
            PartKind::Friction => half == Half::Force,
        }
    }

    fn has_energy(&self) -> bool {
        self.gradients().contains(&Gradient::Symplectic)
    }

    fn is_energy_alone(&self) -> bool {
        let gradients = self.gradients();
        !gradients.is_empty() && !gradients.contains(&Gradient::Plain)
    }

    /// The gradients that a network's potentials stand for; empty for any other part.
    pub fn gradients(&self) -> &'static [Gradient] {
        match self {
            PartKind::Network {
                outputs: Outputs::Potentials(gradients),
                ..
            } => gradients,
            _ => &[],
        }
    }
}

impl Reads {
    /// Whether it reads the components of which `half` is the rate of change: q for the velocity, p for the force.
    pub fn includes(self, half: Half) -> bool {
        match self {
            Reads::All => true,
            Reads::Positions => half == Half::Velocity,
            Reads::Momenta => half == Half::Force,
        }
    }
}

/// The output of a network with `outputs` outputs that holds potential number `i` of `gradients`. A published HNN has two
/// outputs, of which the second is the energy, so energies are counted from the end.
pub fn column(gradients: &[Gradient], i: usize, outputs: usize) -> usize {
    match gradients[i] {
        Gradient::Plain => i,
        Gradient::Symplectic => outputs + i - gradients.len(),
    }
}
