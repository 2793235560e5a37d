//! Conversions between candle's tensors and plain slices.

use candle_core::{CpuStorage, Device, Layout, Result, Shape, Storage, Tensor, bail};

/// Gradients of a custom op with three operands.
pub type Gradients3 = (Option<Tensor>, Option<Tensor>, Option<Tensor>);

/// The elements of a contiguous CPU storage.
pub fn elements<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    let Some((start, end)) = layout.contiguous_offsets() else {
        bail!("the kernels take contiguous tensors, not {layout:?}")
    };
    Ok(&storage.as_slice::<f32>()?[start..end])
}

/// The mutable elements of a contiguous CPU storage.
pub fn elements_mut<'a>(storage: &'a mut CpuStorage, layout: &Layout) -> Result<&'a mut [f32]> {
    let Some((start, end)) = layout.contiguous_offsets() else {
        bail!("the kernels take contiguous tensors, not {layout:?}")
    };
    match storage {
        CpuStorage::F32(all) => Ok(&mut all[start..end]),
        _ => bail!("the kernels compute in f32"),
    }
}

/// Returns an error unless an operand has this shape.
pub fn expect_shape(
    operation: &'static str,
    operand: &'static str,
    layout: &Layout,
    expected: &[usize],
) -> Result<()> {
    let found = layout.dims();
    if found == expected {
        return Ok(());
    }
    bail!("{operation}: {operand} has shape {found:?}; needed: {expected:?}")
}

/// Calls `f` with the elements of contiguous tensors.
pub fn with_elements<const N: usize, R>(
    tensors: [&Tensor; N],
    f: impl FnOnce([&[f32]; N]) -> Result<R>,
) -> Result<R> {
    let guards = tensors.map(Tensor::storage_and_layout);
    let mut slices = [&[][..]; N];
    for (slice, (storage, layout)) in slices.iter_mut().zip(&guards) {
        let Storage::Cpu(storage) = &**storage else {
            bail!("the kernels compute on the CPU only")
        };
        *slice = elements(storage, layout)?;
    }
    f(slices)
}

/// Result of a custom op's forward pass.
pub fn output(elements: Vec<f32>, shape: impl Into<Shape>) -> Result<(CpuStorage, Shape)> {
    Ok((CpuStorage::F32(elements), shape.into()))
}

/// A tensor of zeros changed by `fill`, if `wanted`.
pub fn tensor_if(
    wanted: bool,
    shape: &Shape,
    fill: impl FnOnce(&mut [f32]),
) -> Result<Option<Tensor>> {
    if !wanted {
        return Ok(None);
    }
    let mut elements = vec![0.0; shape.elem_count()];
    fill(&mut elements);
    Ok(Some(Tensor::from_vec(elements, shape, &Device::Cpu)?))
}
