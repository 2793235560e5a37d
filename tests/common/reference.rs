//! The learned models in double precision with plain loops: the oracle for the single-precision tensor code.

use super::numbers;
use hnn_playground::model::Model;
use hnn_playground::model::activation::Activation;

/// A learner with its parameters.
#[derive(Clone)]
pub struct Reference {
    learner: &'static str,
    activation: Activation,
    /// In the order of `Model::parameters`.
    pub parameters: Vec<Vec<f64>>,
    /// Hidden layers of every network.
    depth: usize,
}

impl Reference {
    pub fn new(model: &Model) -> Reference {
        let parameters = model.parameters();
        Reference {
            learner: model.learner.id,
            activation: model.config().activation,
            parameters: parameters.iter().map(|(_, var)| numbers(var)).collect(),
            depth: model.config().depth,
        }
    }

    /// What network number `network` reads of a state.
    pub fn read(&self, network: usize, x: &[f64]) -> Vec<f64> {
        let (q, p) = x.split_at(x.len() / 2);
        match (self.learner, network) {
            ("separable", 0) => p.to_vec(),
            ("separable", 1) | ("newtonian", 0) => q.to_vec(),
            _ => x.to_vec(),
        }
    }

    fn network(&self, network: usize) -> &[Vec<f64>] {
        let count = 2 * self.depth + 1;
        &self.parameters[network * count..(network + 1) * count]
    }

    /// Scalars follow the one network.
    fn scalars(&self) -> &[f64] {
        &self.parameters[2 * self.depth + 1]
    }

    /// z of each hidden layer.
    fn preactivations(&self, network: usize, inputs: &[f64]) -> Vec<Vec<f64>> {
        let mut h = inputs.to_vec();
        let mut all = Vec::new();
        let (layers, _) = self.network(network).as_chunks::<2>();
        for [w, b] in layers {
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

    /// A network's outputs for one row of inputs.
    pub fn forward(&self, network: usize, inputs: &[f64]) -> Vec<f64> {
        let z = self.preactivations(network, inputs);
        let h: Vec<f64> = z[z.len() - 1]
            .iter()
            .map(|z| self.activation.value(*z))
            .collect();
        self.network(network)[2 * self.depth]
            .chunks_exact(h.len())
            .map(|row| dot(row, &h))
            .collect()
    }

    /// The gradient of one output with respect to the inputs, by the chain rule. `output` counts from the end.
    pub fn gradient(&self, network: usize, inputs: &[f64], from_end: usize) -> Vec<f64> {
        let z = self.preactivations(network, inputs);
        let width = z[0].len();
        let head = &self.network(network)[2 * self.depth];
        let rows: Vec<&[f64]> = head.chunks_exact(width).collect();
        let mut g = rows[rows.len() - from_end].to_vec();
        let (layers, _) = self.network(network).as_chunks::<2>();
        for ([w, _], z) in layers.iter().zip(&z).rev() {
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
    pub fn gradient_by_differences(
        &self,
        network: usize,
        inputs: &[f64],
        from_end: usize,
    ) -> Vec<f64> {
        let h = 1e-5;
        let at = |i: usize, h: f64| {
            let mut inputs = inputs.to_vec();
            inputs[i] += h;
            let outputs = self.forward(network, &inputs);
            outputs[outputs.len() - from_end]
        };
        (0..inputs.len())
            .map(|i| (at(i, h) - at(i, -h)) / (2.0 * h))
            .collect()
    }

    /// The learner's field by its definition, with `gradient(network, inputs, output from the end)`.
    pub fn field_from(
        &self,
        x: &[f64],
        gradient: impl Fn(usize, &[f64], usize) -> Vec<f64>,
    ) -> Vec<f64> {
        let (q, p) = x.split_at(x.len() / 2);
        let over_mass = || p.iter().zip(self.scalars()).map(|(p, s)| s * p);
        match self.learner {
            "baseline" => self.forward(0, x),
            "second_order" => over_mass().chain(self.forward(0, x)).collect(),
            "newtonian" => over_mass().chain(self.forward(0, q)).collect(),
            "hnn" => turned(&gradient(0, x, 1)),
            "separable" => [
                gradient(0, p, 1),
                gradient(1, q, 1).iter().map(|slope| -slope).collect(),
            ]
            .concat(),
            "dissipative" => {
                let g = gradient(0, x, 1);
                let (dq, dp) = g.split_at(q.len());
                let forces = dq.iter().zip(dp).zip(self.scalars());
                let forces = forces.map(|((dq, dp), friction)| -dq - friction * dp);
                dp.iter().copied().chain(forces).collect()
            }
            "conservative" => gradient(0, x, 1),
            "helmholtz" => {
                let turned = turned(&gradient(0, x, 1));
                let plain = gradient(0, x, 2);
                plain.iter().zip(turned).map(|(a, b)| a + b).collect()
            }
            other => panic!("no definition of {other}"),
        }
    }

    /// The learner's field at one state.
    pub fn field(&self, x: &[f64]) -> Vec<f64> {
        self.field_from(x, |network, inputs, output| {
            self.gradient(network, inputs, output)
        })
    }

    /// The learned energy at one state.
    pub fn energy(&self, x: &[f64]) -> Option<f64> {
        let last = |network: usize| {
            *self
                .forward(network, &self.read(network, x))
                .last()
                .unwrap()
        };
        match self.learner {
            "hnn" | "dissipative" | "helmholtz" => Some(last(0)),
            "separable" => Some(last(0) + last(1)),
            _ => None,
        }
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
