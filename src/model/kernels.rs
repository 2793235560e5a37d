use super::activation::Activation;
use candle_core::{Result, Tensor};
pub struct Layer {
    pub output: Tensor,
    pub state: Tensor,
}
pub fn dense(x: &Tensor, w: &Tensor, b: &Tensor, _a: Activation) -> Result<Layer> {
    let h = x.matmul(&w.t()?)?.broadcast_add(b)?.tanh()?;
    Ok(Layer {
        output: h.clone(),
        state: h,
    })
}
pub fn linear(x: &Tensor, w: &Tensor) -> Result<Tensor> {
    x.matmul(&w.t()?)
}
fn slope(s: &Tensor) -> Result<Tensor> {
    s.sqr()?.affine(-1.0, 1.0)
}
pub fn output_gradient(row: &Tensor, s: &Tensor, _a: Activation) -> Result<Tensor> {
    slope(s)?.broadcast_mul(row)
}
pub fn dense_input_gradient(g: &Tensor, w: &Tensor, s: &Tensor, _a: Activation) -> Result<Tensor> {
    g.matmul(w)? * slope(s)?
}
pub fn project(g: &Tensor, w: &Tensor) -> Result<Tensor> {
    g.matmul(w)
}
pub fn mean_squared_error(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    (a - b)?.sqr()?.mean_all()
}
pub mod adam {
    use candle_core::{Result, Tensor, Var};
    pub struct AdamStep {
        pub lr: f64,
        pub beta1: f64,
        pub beta2: f64,
        pub eps: f64,
        pub weight_decay: f64,
        pub t: usize,
    }
    pub fn update(var: &Var, grad: &Tensor, state: &Tensor, s: &AdamStep) -> Result<()> {
        let n = var.elem_count();
        let p: Vec<f32> = var.flatten_all()?.to_vec1()?;
        let g: Vec<f32> = grad.flatten_all()?.to_vec1()?;
        let st = state.flatten_all()?.to_vec1::<f32>()?;
        let mut st = st;
        let mut p = p;
        let c1 = 1.0 - s.beta1.powi(s.t as i32);
        let c2 = 1.0 - s.beta2.powi(s.t as i32);
        for i in 0..n {
            let gi = g[i] as f64 + s.weight_decay * p[i] as f64;
            let m = s.beta1 * st[i] as f64 + (1.0 - s.beta1) * gi;
            let v = s.beta2 * st[n + i] as f64 + (1.0 - s.beta2) * gi * gi;
            st[i] = m as f32;
            st[n + i] = v as f32;
            p[i] -= (s.lr * (m / c1) / ((v / c2).sqrt() + s.eps)) as f32;
        }
        var.set(&Tensor::from_vec(p, var.shape(), var.device())?)?;
        state.slice_set(&Tensor::from_vec(st, (2, n), var.device())?, 0, 0)
    }
}
pub mod gemm {
    pub fn nt(a: &[f32], b: &[f32], c: &mut [f32], m: usize, n: usize, k: usize) {
        for i in 0..m {
            for j in 0..n {
                c[i * n + j] = (0..k).map(|l| a[i * k + l] * b[j * k + l]).sum();
            }
        }
    }
    pub fn nn(a: &[f32], b: &[f32], c: &mut [f32], m: usize, n: usize, k: usize) {
        for i in 0..m {
            for j in 0..n {
                c[i * n + j] = (0..k).map(|l| a[i * k + l] * b[l * n + j]).sum();
            }
        }
    }
}
pub mod elementwise {
    use super::Activation;
    pub fn activate(_a: Activation, z: &mut [f32]) {
        z.iter_mut().for_each(|z| *z = libm::tanhf(*z));
    }
    pub fn times_slope(_a: Activation, s: &[f32], g: &mut [f32]) {
        g.iter_mut().zip(s).for_each(|(g, s)| *g *= 1.0 - s * s);
    }
}
