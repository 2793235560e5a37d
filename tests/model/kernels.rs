//! Do the fused operations equal the operations that they replace?
//!
//! Oracle of the operations: the same network and its input gradient in candle's own operations in f64, on the f32
//! weights and data. Tolerance: a relative L2 of 2e-6 per tensor; f32 rounds to 6e-8, sums of up to 50 terms and cancellation in
//! the gradients leave 1e-7 to 1e-6. Oracle of Adam: its formulas in f64. The matrix products have a file of their own.

use crate::common::random::Numbers;
use candle_core::{DType, Device, Result, Tensor, Var};
use hnn_playground::model::activation::{ACTIVATIONS, Activation};
use hnn_playground::model::kernels::{self, adam, elementwise};

const TOLERANCE: f64 = 2e-6;

fn relative_error(actual: &Tensor, expected: &Tensor) -> f64 {
    assert_eq!(actual.dims(), expected.dims());
    let values = |t: &Tensor| -> Vec<f64> {
        t.to_dtype(DType::F64)
            .unwrap()
            .flatten_all()
            .unwrap()
            .to_vec1()
            .unwrap()
    };
    let norm = |v: &[f64]| v.iter().map(|v| v * v).sum::<f64>().sqrt();
    let (actual, expected) = (values(actual), values(expected));
    let difference: Vec<f64> = actual.iter().zip(&expected).map(|(a, e)| a - e).collect();
    assert!(actual.iter().all(|v| v.is_finite()));
    norm(&difference) / norm(&expected).max(f64::MIN_POSITIVE)
}

fn assert_close(actual: &Tensor, expected: &Tensor, what: &str) {
    let error = relative_error(actual, expected);
    assert!(error < TOLERANCE, "{what}: relative error {error:.1e}");
}

/// σ and σ′ in candle's own operations.
mod oracle {
    use super::*;
    use hnn_playground::model::activation::{SELU_ALPHA, SELU_SCALE};

    fn positive(z: &Tensor) -> Result<Tensor> {
        z.gt(0.0)?.to_dtype(z.dtype())
    }

    fn sigmoid(z: &Tensor) -> Result<Tensor> {
        (z.neg()?.exp()? + 1.0)?.recip()
    }

    fn elu_slope(z: &Tensor) -> Result<Tensor> {
        let positive = positive(z)?;
        &positive + ((1.0 - &positive)? * z.exp()?)?
    }

    pub fn value(z: &Tensor, a: Activation) -> Result<Tensor> {
        match a {
            Activation::Tanh => z.tanh(),
            Activation::Relu => z.relu(),
            Activation::Sigmoid => sigmoid(z),
            Activation::Softplus => (z.exp()? + 1.0)?.log(),
            Activation::Selu => z.elu(SELU_ALPHA)?.affine(SELU_SCALE, 0.0),
            Activation::Elu => z.elu(1.0),
            Activation::Swish => z * sigmoid(z)?,
        }
    }

    pub fn slope(z: &Tensor, a: Activation) -> Result<Tensor> {
        match a {
            Activation::Tanh => z.tanh()?.sqr()?.affine(-1.0, 1.0),
            Activation::Relu => positive(z),
            Activation::Sigmoid => sigmoid(z)? * (1.0 - sigmoid(z)?)?,
            Activation::Softplus => sigmoid(z),
            Activation::Selu => {
                let positive = positive(z)?;
                let negative = ((1.0 - &positive)? * z.exp()?)?;
                (positive + negative.affine(SELU_ALPHA, 0.0)?)?.affine(SELU_SCALE, 0.0)
            }
            Activation::Elu => elu_slope(z),
            Activation::Swish => {
                let s = sigmoid(z)?;
                &s + (z * (&s * (1.0 - &s)?)?)?
            }
        }
    }
}

/// A network with `depth` hidden layers: weights and biases, the head last.
struct Network {
    layers: Vec<(Var, Var)>,
    head: Var,
}

impl Network {
    fn random(numbers: &mut Numbers, depth: usize, inputs: usize, width: usize) -> Network {
        let mut layers = Vec::new();
        for i in 0..depth {
            let fan_in = if i == 0 { inputs } else { width };
            layers.push((numbers.var(&[width, fan_in]), numbers.var(&[width])));
        }
        Network {
            layers,
            head: numbers.var(&[2, width]),
        }
    }

    fn in_f64(&self) -> Network {
        let wide = |v: &Var| Var::from_tensor(&v.to_dtype(DType::F64).unwrap()).unwrap();
        let layers = self
            .layers
            .iter()
            .map(|(w, b)| (wide(w), wide(b)))
            .collect();
        Network {
            layers,
            head: wide(&self.head),
        }
    }

    fn parameters(&self) -> Vec<&Var> {
        let layers = self.layers.iter().flat_map(|(w, b)| [w, b]);
        layers.chain([&self.head]).collect()
    }

    /// The output of the last of `layers` and what each of them saves, by the kernels.
    fn forward_hidden(
        x: &Tensor,
        layers: &[(Var, Var)],
        a: Activation,
    ) -> Result<(Tensor, Vec<Tensor>)> {
        let mut h = x.clone();
        let mut all_saved = Vec::new();
        for (w, b) in layers {
            let layer = kernels::dense(&h, w, b, a)?;
            h = layer.output;
            all_saved.push(layer.saved);
        }
        Ok((h, all_saved))
    }

    /// Outputs, and the gradient of the second one with respect to x, by the kernels.
    fn fused(&self, x: &Tensor, a: Activation) -> Result<(Tensor, Tensor)> {
        let (h, all_saved) = Self::forward_hidden(x, &self.layers, a)?;
        let mut g = self.head.narrow(0, 1, 1)?;
        for ((w, _), saved) in self.layers.iter().zip(&all_saved).rev() {
            g = kernels::input_gradient(&g, saved, w, a)?;
        }
        Ok((kernels::linear(&h, &self.head)?, g))
    }

    /// The same gradient with the fused last hidden layer.
    fn fused_last(&self, x: &Tensor, a: Activation) -> Result<Tensor> {
        let (last, lower) = self.layers.split_last().unwrap();
        let (h, all_saved) = Self::forward_hidden(x, lower, a)?;
        let head = self.head.narrow(0, 1, 1)?;
        let mut g = kernels::last_layer_gradient(&h, &last.0, &last.1, &head, a)?;
        for ((w, _), saved) in lower.iter().zip(&all_saved).rev() {
            g = kernels::input_gradient(&g, saved, w, a)?;
        }
        Ok(g)
    }

    /// The same by candle's operations.
    fn plain(&self, x: &Tensor, a: Activation) -> Result<(Tensor, Tensor)> {
        let mut h = x.clone();
        let mut zs = Vec::new();
        for (w, b) in &self.layers {
            let z = h.matmul(&w.t()?)?.broadcast_add(b)?;
            h = oracle::value(&z, a)?;
            zs.push(z);
        }
        let last = zs.len() - 1;
        let mut g = oracle::slope(&zs[last], a)?.broadcast_mul(&self.head.narrow(0, 1, 1)?)?;
        for i in (0..last).rev() {
            g = (g.matmul(&self.layers[i + 1].0)? * oracle::slope(&zs[i], a)?)?;
        }
        Ok((h.matmul(&self.head.t()?)?, g.matmul(&self.layers[0].0)?))
    }
}

/// A loss that depends on outputs and gradient, so every derivative is needed.
fn loss(outputs: &Tensor, gradient: &Tensor, target: &Tensor) -> Result<Tensor> {
    (outputs - target)?.sqr()?.mean_all()? + (gradient + target)?.sqr()?.mean_all()?
}

#[test]
fn networks_and_all_their_gradients_agree_with_candles_own_operations() {
    let mut numbers = Numbers(1);
    for info in ACTIVATIONS {
        for (depth, width) in [(1, 5), (2, 16), (3, 9)] {
            let network = Network::random(&mut numbers, depth, 2, width);
            let reference = network.in_f64();
            let (x, target) = (numbers.var(&[50, 2]), numbers.var(&[50, 2]));
            let wide = |t: &Tensor| Var::from_tensor(&t.to_dtype(DType::F64).unwrap()).unwrap();
            let (x64, target64) = (wide(&x), wide(&target));

            let (outputs, gradient) = network.fused(&x, info.activation).unwrap();
            let (outputs64, gradient64) = reference.plain(&x64, info.activation).unwrap();
            let what = format!("{}, depth {depth}", info.id);
            assert_close(&outputs, &outputs64, &format!("{what}: outputs"));
            assert_close(&gradient, &gradient64, &format!("{what}: input gradient"));

            let grads = loss(&outputs, &gradient, &target)
                .unwrap()
                .backward()
                .unwrap();
            let grads64 = loss(&outputs64, &gradient64, &target64)
                .unwrap()
                .backward()
                .unwrap();
            for (i, (p, p64)) in network
                .parameters()
                .into_iter()
                .zip(reference.parameters())
                .enumerate()
            {
                let expected = grads64.get(p64).unwrap();
                assert_close(
                    grads.get(p).unwrap(),
                    expected,
                    &format!("{what}: parameter {i}"),
                );
            }
            let (gx, gx64) = (grads.get(&x).unwrap(), grads64.get(&x64).unwrap());
            assert_close(gx, gx64, &format!("{what}: loss to x"));
        }
    }
}

#[test]
fn last_layer_gradient_agrees_with_candles_own_operations() {
    let mut numbers = Numbers(7);
    for info in ACTIVATIONS {
        for (depth, width) in [(1, 5), (2, 16), (3, 9)] {
            let network = Network::random(&mut numbers, depth, 2, width);
            let reference = network.in_f64();
            let x = numbers.var(&[50, 2]);
            let x64 = Var::from_tensor(&x.to_dtype(DType::F64).unwrap()).unwrap();
            let what = format!("{}, depth {depth}", info.id);

            let gradient = network.fused_last(&x, info.activation).unwrap();
            let (_, gradient64) = reference.plain(&x64, info.activation).unwrap();
            assert_close(&gradient, &gradient64, &format!("{what}: input gradient"));

            let of = |gradient: &Tensor| gradient.sqr()?.mean_all()?.backward();
            let (grads, grads64) = (of(&gradient).unwrap(), of(&gradient64).unwrap());
            let pairs = network.parameters().into_iter().zip(reference.parameters());
            for (i, (p, p64)) in pairs.chain([(&x, &x64)]).enumerate() {
                // The slope of ReLU is piecewise constant, so nothing flows back through it.
                let none = p64.zeros_like().unwrap();
                let expected = grads64.get(p64).unwrap_or(&none);
                let found = grads.get(p).cloned().unwrap_or(p.zeros_like().unwrap());
                assert_close(&found, expected, &format!("{what}: operand {i}"));
            }
        }
    }
}

/// Checks the oracle: its gradients against central differences in f64 (error about 1e-9).
#[test]
fn oracle_agrees_with_central_differences() {
    let mut numbers = Numbers(2);
    for info in ACTIVATIONS {
        let network = Network::random(&mut numbers, 2, 2, 6).in_f64();
        let wide = |v: Var| v.to_dtype(DType::F64).unwrap();
        let (x, target) = (wide(numbers.var(&[7, 2])), wide(numbers.var(&[7, 2])));
        let evaluate = || {
            let (outputs, gradient) = network.plain(&x, info.activation).unwrap();
            loss(&outputs, &gradient, &target).unwrap()
        };
        let grads = evaluate().backward().unwrap();
        for parameter in network.parameters() {
            let values: Vec<f64> = parameter.flatten_all().unwrap().to_vec1().unwrap();
            let gradient: Vec<f64> = grads
                .get(parameter)
                .unwrap()
                .flatten_all()
                .unwrap()
                .to_vec1()
                .unwrap();
            for i in [0, values.len() - 1] {
                let at = |shift: f64| {
                    let mut values = values.clone();
                    values[i] += shift;
                    parameter
                        .set(&Tensor::from_vec(values, parameter.shape(), &Device::Cpu).unwrap())
                        .unwrap();
                    evaluate().to_scalar::<f64>().unwrap()
                };
                let difference = (at(1e-5) - at(-1e-5)) / 2e-5;
                at(0.0);
                assert!(
                    (difference - gradient[i]).abs() < 1e-7,
                    "{}: {difference} {}",
                    info.id,
                    gradient[i]
                );
            }
        }
    }
}

#[test]
fn mean_squared_error_and_its_gradients() {
    let mut numbers = Numbers(3);
    let (y, t) = (numbers.var(&[7, 3]), numbers.var(&[7, 3]));
    let fused = kernels::mean_squared_error(&y, &t).unwrap();
    let plain = (y.as_tensor() - t.as_tensor())
        .unwrap()
        .sqr()
        .unwrap()
        .mean_all()
        .unwrap();
    assert_close(&fused, &plain, "value");
    let (fused, plain) = (fused.backward().unwrap(), plain.backward().unwrap());
    assert_close(fused.get(&y).unwrap(), plain.get(&y).unwrap(), "prediction");
    assert_close(fused.get(&t).unwrap(), plain.get(&t).unwrap(), "target");
}

#[test]
fn transposed_inputs_are_accepted() {
    let mut numbers = Numbers(4);
    let (x, w) = (numbers.var(&[5, 9]), numbers.var(&[5, 6]));
    let (xt, wt) = (x.t().unwrap(), w.t().unwrap());
    let y = kernels::linear(&xt, &wt).unwrap();
    let plain = xt.matmul(&w).unwrap();
    assert_close(&y, &plain, "value");
    let (y, plain) = (
        y.sqr().unwrap().backward().unwrap(),
        plain.sqr().unwrap().backward().unwrap(),
    );
    for v in [&x, &w] {
        assert_close(y.get(v).unwrap(), plain.get(v).unwrap(), "gradient");
    }
}

#[test]
fn adam_follows_pytorch_with_coupled_weight_decay() {
    let mut numbers = Numbers(7);
    let parameter = numbers.var(&[3, 7]);
    let state = Tensor::zeros((2, 21), DType::F32, &Device::Cpu).unwrap();
    let values = |t: &Tensor| -> Vec<f32> { t.flatten_all().unwrap().to_vec1().unwrap() };
    let mut p: Vec<f64> = values(&parameter).iter().map(|v| f64::from(*v)).collect();
    let (mut m, mut v) = (vec![0.0; 21], vec![0.0; 21]);
    let (lr, beta1, beta2, eps, weight_decay) = (1e-2, 0.9, 0.999, 1e-8, 1e-2);
    for t in 1..=20 {
        let gradient = numbers.vec(21);
        let step = adam::AdamStep {
            lr,
            beta1,
            beta2,
            eps,
            weight_decay,
            t,
        };
        let tensor = Tensor::from_slice(&gradient, (3, 7), &Device::Cpu).unwrap();
        adam::update(&parameter, &tensor, &state, &step).unwrap();
        for i in 0..21 {
            let g = f64::from(gradient[i]) + weight_decay * p[i];
            m[i] = beta1 * m[i] + (1.0 - beta1) * g;
            v[i] = beta2 * v[i] + (1.0 - beta2) * g * g;
            let t = t as i32;
            let (m_hat, v_hat): (f64, f64) =
                (m[i] / (1.0 - beta1.powi(t)), v[i] / (1.0 - beta2.powi(t)));
            p[i] -= lr * m_hat / (v_hat.sqrt() + eps);
        }
    }
    for (actual, expected) in values(&parameter).iter().zip(&p) {
        assert!(
            (f64::from(*actual) - expected).abs() < 1e-6,
            "{actual} for {expected}"
        );
    }
}

/// Vector lanes and remainders give the same numbers.
#[test]
fn elementwise_functions_do_not_depend_on_the_position() {
    let z = Numbers(8).vec(23);
    for info in ACTIVATIONS {
        let mut all = z.clone();
        elementwise::activate(info.activation, &mut all);
        for (i, z) in z.iter().enumerate() {
            let mut one = [*z];
            elementwise::activate(info.activation, &mut one);
            assert_eq!(one[0].to_bits(), all[i].to_bits(), "{}", info.id);
        }
    }
}

/// Operations would otherwise read from the wrong places.
#[test]
fn wrong_shapes_are_rejected() {
    let mut numbers = Numbers(5);
    let mut v = |shape: &[usize]| numbers.var(shape);
    let (x, w, b) = (v(&[3, 2]), v(&[4, 2]), v(&[4]));
    let (short, wide, g, saved) = (v(&[2]), v(&[4, 3]), v(&[1, 4]), v(&[3, 4]));
    for info in ACTIVATIONS {
        let a = info.activation;
        assert!(kernels::dense(&x, &w, &b, a).is_ok());
        assert!(
            kernels::dense(&x, &w, &short, a).is_err(),
            "2 biases for 4 outputs"
        );
        assert!(
            kernels::dense(&x, &wide, &b, a).is_err(),
            "3 weights for 2 inputs"
        );
        assert!(kernels::last_layer_gradient(&x, &w, &b, &g, a).is_ok());
        for (w, b, g) in [(&wide, &b, &g), (&w, &short, &g), (&w, &b, &v(&[1, 3]))] {
            assert!(
                kernels::last_layer_gradient(&x, w, b, g, a).is_err(),
                "{}",
                info.id
            );
        }
        for g in [&g, &saved] {
            assert!(kernels::input_gradient(g, &saved, &w, a).is_ok());
        }
        for (g, saved) in [
            (&v(&[2, 4]), &saved),
            (&g, &v(&[3, 5])),
            (&v(&[1, 3]), &saved),
        ] {
            assert!(
                kernels::input_gradient(g, saved, &w, a).is_err(),
                "{}",
                info.id
            );
        }
    }
    assert!(kernels::linear(&x, &wide).is_err());
    assert!(kernels::product(&x, &w).is_err());
    assert!(kernels::mean_squared_error(&x, &w).is_err());
}
