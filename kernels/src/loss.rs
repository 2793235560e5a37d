//! The mean squared error as one candle operation.

use super::elementwise::map;
use super::lanes::F32x4;
use super::storage::{elements, expect_shape, output, tensor_if, with_elements};
use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor};

/// prediction, target of one shape → mean of (prediction − target)², a scalar; summed in f64.
pub struct MeanSquaredError;

impl CustomOp2 for MeanSquaredError {
    fn name(&self) -> &'static str {
        "mean-squared-error"
    }

    fn cpu_fwd(
        &self,
        prediction: &CpuStorage,
        prediction_layout: &Layout,
        target: &CpuStorage,
        target_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        expect_shape(
            self.name(),
            "target",
            target_layout,
            prediction_layout.dims(),
        )?;
        let prediction = elements(prediction, prediction_layout)?;
        let target = elements(target, target_layout)?;
        let squares = prediction
            .iter()
            .zip(target.iter())
            .map(|(y, t)| f64::from(y - t).powi(2));
        let mean = squares.sum::<f64>() / prediction.len() as f64;
        output(vec![mean as f32], ())
    }

    fn bwd(
        &self,
        prediction: &Tensor,
        target: &Tensor,
        _: &Tensor,
        g: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        with_elements([prediction, target, g], |[y, t, g]| {
            let factor = 2.0 * g[0] / y.len() as f32;
            let gradient = |wanted, factor| {
                tensor_if(wanted, prediction.shape(), |d| {
                    map([y, t], [d], |[y, t], _| [(y - t) * F32x4::splat(factor)]);
                })
            };
            Ok((
                gradient(prediction.track_op(), factor)?,
                gradient(target.track_op(), -factor)?,
            ))
        })
    }
}
