//! The learned models in double precision with plain loops: the oracle for the single-precision tensor code.

use super::numbers;
use hnn_playground::model::Model;
use hnn_playground::model::activation::Activation;
use hnn_playground::model::learner::FieldType;

/// A learner with its network.
#[derive(Clone)]
pub struct Reference {
    pub field_type: FieldType,
    activation: Activation,
    /// All weights and biases, in the order of `Mlp::parameters`.
    pub parameters: Vec<Vec<f64>>,
    outputs: usize,
}

impl Reference {
    pub fn new(model: &Model) -> Reference {
        let shape = model.mlp.shape().unwrap();
        let parameters = model.mlp.parameters();
        Reference {
            field_type: model.learner.field_type,
            activation: shape.activation,
            parameters: parameters.iter().map(|(_, var)| numbers(var)).collect(),
            outputs: shape.outputs,
        }
    }

    /// Weight and bias of each hidden layer.
    fn hidden(&self) -> impl DoubleEndedIterator<Item = (&[f64], &[f64])> + ExactSizeIterator {
        let (layers, _) = self.parameters.as_chunks::<2>();
        layers.iter().map(|[w, b]| (w.as_slice(), b.as_slice()))
    }

    fn head(&self) -> &[f64] {
        &self.parameters[self.parameters.len() - 1]
    }

    /// z of each hidden layer.
    fn preactivations(&self, x: &[f64]) -> Vec<Vec<f64>> {
        let mut h = x.to_vec();
        let mut all = Vec::new();
        for (w, b) in self.hidden() {
            let z: Vec<f64> = w
                .chunks_exact(h.len())
                .zip(b)
                .map(|(row, b)| dot(row, &h) + b)
                .collect();
            h = z.iter().map(|z| self.activation.value(*z)).collect();
            all.push(z);
        }
        all
    }

    /// The network's outputs at one state.
    pub fn forward(&self, x: &[f64]) -> Vec<f64> {
        let z = self.preactivations(x);
        let h: Vec<f64> = z[z.len() - 1]
            .iter()
            .map(|z| self.activation.value(*z))
            .collect();
        self.head()
            .chunks_exact(h.len())
            .map(|row| dot(row, &h))
            .collect()
    }

    /// ∂F/∂x of one output at one state, by the chain rule.
    pub fn gradient(&self, x: &[f64], output: usize) -> Vec<f64> {
        let z = self.preactivations(x);
        let width = z[0].len();
        let mut g = self.head()[output * width..(output + 1) * width].to_vec();
        for ((w, _), z) in self.hidden().zip(&z).rev() {
            let inputs = w.len() / z.len();
            let at_z: Vec<f64> = g
                .iter()
                .zip(z)
                .map(|(g, z)| g * self.activation.slope(*z))
                .collect();
            g = (0..inputs)
                .map(|i| (0..z.len()).map(|j| at_z[j] * w[j * inputs + i]).sum())
                .collect();
        }
        g
    }

    /// The same by central differences of the outputs.
    pub fn gradient_by_differences(&self, x: &[f64], output: usize) -> Vec<f64> {
        let h = 1e-5;
        let at = |i: usize, h: f64| {
            let mut x = x.to_vec();
            x[i] += h;
            self.forward(&x)[output]
        };
        (0..x.len())
            .map(|i| (at(i, h) - at(i, -h)) / (2.0 * h))
            .collect()
    }

    /// The learner's field by its definition, with `gradient(output)` = ∇F of that output.
    pub fn field_from(&self, x: &[f64], gradient: impl Fn(usize) -> Vec<f64>) -> Vec<f64> {
        let energy = self.outputs - 1;
        match self.field_type {
            FieldType::Direct => self.forward(x),
            FieldType::Solenoidal => turned(&gradient(energy)),
            FieldType::Conservative => gradient(0),
            FieldType::Helmholtz => {
                let turned = turned(&gradient(energy));
                gradient(0).iter().zip(turned).map(|(a, b)| a + b).collect()
            }
        }
    }

    /// The learner's field at one state.
    pub fn field(&self, x: &[f64]) -> Vec<f64> {
        self.field_from(x, |output| self.gradient(x, output))
    }

    /// The change of one state over a Runge–Kutta 4 step.
    pub fn rk4_change(&self, x: &[f64], dt: f64) -> Vec<f64> {
        let moved =
            |k: &[f64], dt: f64| -> Vec<f64> { x.iter().zip(k).map(|(x, k)| x + dt * k).collect() };
        let k1 = self.field(x);
        let k2 = self.field(&moved(&k1, dt / 2.0));
        let k3 = self.field(&moved(&k2, dt / 2.0));
        let k4 = self.field(&moved(&k3, dt));
        (0..x.len())
            .map(|i| dt / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]))
            .collect()
    }
}

/// (∂F/∂p, −∂F/∂q) from (∂F/∂q, ∂F/∂p).
fn turned(gradient: &[f64]) -> Vec<f64> {
    let (dq, dp) = gradient.split_at(gradient.len() / 2);
    dp.iter().copied().chain(dq.iter().map(|d| -d)).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
