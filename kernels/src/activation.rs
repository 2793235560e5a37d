//! Activation functions σ of the hidden layers, with their first and second derivatives.
//!
//! The Hamiltonian network's field contains σ′, so its parameter gradients contain σ″. These are scalar f64 formulas without
//! overflow or cancellation, the oracle for the vectorised f32 functions of [this crate](crate). The list is that of the
//! paper's code.

/// An activation function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Activation {
    Tanh,
    Relu,
    Sigmoid,
    Softplus,
    Selu,
    Elu,
    Swish,
}

/// Description of an activation for the control panel.
#[derive(Clone, Copy, Debug)]
pub struct ActivationInfo {
    pub activation: Activation,
    /// Identifier in settings and links.
    pub id: &'static str,
    pub label: &'static str,
    pub help: &'static str,
}

/// Every activation once.
pub const ACTIVATIONS: &[ActivationInfo] = &[
    ActivationInfo {
        activation: Activation::Tanh,
        id: "tanh",
        label: "tanh",
        help: "Smooth and bounded; the paper's choice.",
    },
    ActivationInfo {
        activation: Activation::Relu,
        id: "relu",
        label: "ReLU",
        help: "max(0, z). Its slope is a step, so a learned H has kinks and its field has jumps.",
    },
    ActivationInfo {
        activation: Activation::Sigmoid,
        id: "sigmoid",
        label: "sigmoid",
        help: "1 / (1 + e⁻ᶻ). Bounded, with slopes of at most 1/4: learns slowly.",
    },
    ActivationInfo {
        activation: Activation::Softplus,
        id: "softplus",
        label: "softplus",
        help: "ln(1 + eᶻ), a smooth ReLU.",
    },
    ActivationInfo {
        activation: Activation::Selu,
        id: "selu",
        label: "SELU",
        help: "ELU, scaled to keep mean 0 and variance 1 in deep layers.",
    },
    ActivationInfo {
        activation: Activation::Elu,
        id: "elu",
        label: "ELU",
        help: "z for z > 0, else eᶻ − 1. Its slope is continuous, its curvature jumps at 0.",
    },
    ActivationInfo {
        activation: Activation::Swish,
        id: "swish",
        label: "swish",
        help: "z / (1 + e⁻ᶻ), smooth, with a shallow dip below 0.",
    },
];

/// λ of SELU (Klambauer et al., Self-Normalizing Neural Networks, 2017, eq. 14).
pub const SELU_SCALE: f64 = 1.050_700_987_355_480_5;
/// α of SELU (ibid.).
pub const SELU_ALPHA: f64 = 1.673_263_242_354_377_2;

impl Activation {
    /// Its record in [`ACTIVATIONS`].
    pub fn info(self) -> &'static ActivationInfo {
        &ACTIVATIONS[self as usize]
    }

    /// Its identifier in settings and links.
    pub fn id(self) -> &'static str {
        self.info().id
    }

    /// Whether derivatives are computed from z. Those of the others are polynomials of the output σ(z), which need no
    /// exponential.
    pub fn keeps_preactivation(self) -> bool {
        matches!(self, Activation::Softplus | Activation::Swish)
    }

    /// σ(z).
    pub fn value(self, z: f64) -> f64 {
        match self {
            Activation::Tanh => z.tanh(),
            Activation::Relu if z <= 0.0 => 0.0,
            Activation::Relu => z,
            Activation::Sigmoid => sigmoid(z),
            Activation::Softplus => z.max(0.0) + (-z.abs()).exp().ln_1p(),
            Activation::Selu => elu(z, SELU_SCALE, SELU_ALPHA),
            Activation::Elu => elu(z, 1.0, 1.0),
            Activation::Swish => z * sigmoid(z),
        }
    }

    /// σ′(z); 0 at ReLU's kink, as in PyTorch.
    pub fn slope(self, z: f64) -> f64 {
        match self {
            Activation::Tanh => sech_squared(z),
            Activation::Relu => f64::from(u8::from(z > 0.0)),
            Activation::Sigmoid => sigmoid(z) * sigmoid(-z),
            Activation::Softplus => sigmoid(z),
            Activation::Selu => elu_slope(z, SELU_SCALE, SELU_ALPHA),
            Activation::Elu => elu_slope(z, 1.0, 1.0),
            Activation::Swish => sigmoid(z) * (1.0 + z * sigmoid(-z)),
        }
    }

    /// σ″(z); the left limit at the kinks of ReLU, SELU and ELU.
    pub fn curvature(self, z: f64) -> f64 {
        match self {
            Activation::Tanh => -2.0 * z.tanh() * sech_squared(z),
            Activation::Relu => 0.0,
            Activation::Sigmoid => sigmoid(z) * sigmoid(-z) * (sigmoid(-z) - sigmoid(z)),
            Activation::Softplus => sigmoid(z) * sigmoid(-z),
            Activation::Selu => elu_curvature(z, SELU_SCALE, SELU_ALPHA),
            Activation::Elu => elu_curvature(z, 1.0, 1.0),
            Activation::Swish => sigmoid(z) * sigmoid(-z) * (2.0 + z * (sigmoid(-z) - sigmoid(z))),
        }
    }
}

/// 1 / (1 + e⁻ᶻ), without overflow for either sign.
fn sigmoid(z: f64) -> f64 {
    let e = (-z.abs()).exp();
    (if z < 0.0 { e } else { 1.0 }) / (1.0 + e)
}

/// 1 − tanh², without the cancellation.
fn sech_squared(z: f64) -> f64 {
    let e = (-2.0 * z.abs()).exp();
    4.0 * e / ((1.0 + e) * (1.0 + e))
}

/// λz for z > 0, λα(eᶻ − 1) elsewhere.
fn elu(z: f64, scale: f64, alpha: f64) -> f64 {
    if z > 0.0 {
        scale * z
    } else {
        scale * alpha * z.exp_m1()
    }
}

fn elu_slope(z: f64, scale: f64, alpha: f64) -> f64 {
    if z > 0.0 {
        scale
    } else {
        scale * alpha * z.exp()
    }
}

fn elu_curvature(z: f64, scale: f64, alpha: f64) -> f64 {
    if z > 0.0 {
        0.0
    } else {
        scale * alpha * z.exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points of either sign, away from the kinks at 0.
    fn points() -> impl Iterator<Item = f64> {
        (-80..80).map(|i| 0.125 * f64::from(i) + 0.03)
    }

    fn central_difference(f: impl Fn(f64) -> f64, z: f64) -> f64 {
        let h = 1e-5;
        (f(z + h) - f(z - h)) / (2.0 * h)
    }

    #[test]
    fn table_is_in_the_order_of_the_enum() {
        for (i, info) in ACTIVATIONS.iter().enumerate() {
            assert_eq!(info.activation as usize, i);
            assert_eq!(info.activation.id(), info.id);
        }
    }

    /// Rounding of the values over 2h = 2e-5 leaves some 1e-10 at |σ| ≤ 10.
    #[test]
    fn slope_and_curvature_are_derivatives() {
        for info in ACTIVATIONS {
            let a = info.activation;
            for z in points() {
                let slope = central_difference(|z| a.value(z), z);
                assert!((a.slope(z) - slope).abs() < 1e-9, "{}' at {z}", info.id);
                let curvature = central_difference(|z| a.slope(z), z);
                assert!(
                    (a.curvature(z) - curvature).abs() < 1e-9,
                    "{}'' at {z}",
                    info.id
                );
            }
        }
    }

    #[test]
    fn large_arguments_stay_finite() {
        for info in ACTIVATIONS {
            for z in [-1e3, -800.0, -0.0, 0.0, 800.0, 1e3] {
                let a = info.activation;
                for value in [a.value(z), a.slope(z), a.curvature(z)] {
                    assert!(value.is_finite(), "{} at {z}: {value}", info.id);
                }
            }
        }
    }

    /// The definitions evaluated with mpmath at 30 digits, at z = −1 and 2.
    #[test]
    fn values_of_the_definitions() {
        let expected = [
            (Activation::Selu, -1.1113307378125625, 2.101401974710961),
            (Activation::Elu, -0.6321205588285577, 2.0),
            (
                Activation::Softplus,
                0.31326168751822286,
                2.1269280110429727,
            ),
            (Activation::Swish, -0.2689414213699951, 1.7615941559557646),
        ];
        for (a, at_minus_one, at_two) in expected {
            assert!((a.value(-1.0) - at_minus_one).abs() < 1e-14, "{a:?}");
            assert!((a.value(2.0) - at_two).abs() < 1e-14, "{a:?}");
        }
    }
}
