//! Weights as safetensors, with the parameter names and the `(out, in)` layout of the published PyTorch code.

use crate::error::{Error, Result};
use crate::model::mlp::{Mlp, Shape};
use candle_core::{DType, Device, Tensor};
use std::collections::HashMap;

/// The parameters of a network as the bytes of a safetensors file, in single precision.
pub fn save(mlp: &Mlp) -> Result<Vec<u8>> {
    let parameters = mlp.parameters();
    let tensors = parameters
        .iter()
        .map(|(name, var)| (name.as_str(), var.as_tensor()));
    safetensors::serialize(tensors, None).map_err(|error| Error::File {
        what: "the weights",
        reason: error.to_string(),
    })
}

/// A network from the bytes of a safetensors file that fits `shape`. The last layer may have two outputs where one
/// is needed, as in files of the published code.
///
/// # Errors
/// Not a safetensors file; or a tensor is missing, of another shape than needed, or not of finite real numbers.
pub fn load(bytes: &[u8], shape: Shape) -> Result<Mlp> {
    let tensors = candle_core::safetensors::load_buffer(bytes, &Device::Cpu).map_err(|error| {
        Error::File {
            what: "the weights file",
            reason: error.to_string(),
        }
    })?;
    from_tensors(&tensors, shape)
}

/// A network from named tensors, as [`load`].
pub fn from_tensors(tensors: &HashMap<String, Tensor>, shape: Shape) -> Result<Mlp> {
    let mlp = Mlp::zeros(Shape {
        outputs: head_outputs(tensors, shape),
        ..shape
    })?;
    let parameters = mlp.parameters();
    // The first by name: the same file is refused in the same words.
    if let Some(name) = tensors
        .keys()
        .filter(|name| parameters.iter().all(|(known, _)| known != *name))
        .min()
    {
        return Err(Error::Weights {
            tensor: name.clone(),
            found: describe(&tensors[name]),
            expected: format!("no tensor of that name, with {} hidden layers", shape.depth),
        });
    }
    for (name, var) in &parameters {
        let expected = describe(var);
        let refuse = |found: String| Error::Weights {
            tensor: name.clone(),
            found,
            expected: expected.clone(),
        };
        let tensor = tensors
            .get(name)
            .ok_or_else(|| refuse("no tensor of that name".to_owned()))?;
        if tensor.dims() != var.dims() || !tensor.dtype().is_float() {
            return Err(refuse(describe(tensor)));
        }
        let tensor = tensor.to_dtype(DType::F32)?;
        if tensor
            .flatten_all()?
            .to_vec1::<f32>()?
            .iter()
            .any(|w| !w.is_finite())
        {
            return Err(refuse("a value that is not finite".to_owned()));
        }
        var.set(&tensor)?;
    }
    Ok(mlp)
}

/// Outputs of the file's last layer where they can serve, else those of `shape`.
fn head_outputs(tensors: &HashMap<String, Tensor>, shape: Shape) -> usize {
    let head = tensors.get(&format!("linear{}.weight", shape.depth + 1));
    match head.and_then(|head| head.dim(0).ok()) {
        Some(2) if shape.outputs == 1 => 2,
        _ => shape.outputs,
    }
}

fn describe(tensor: &Tensor) -> String {
    format!("{:?} of {:?}", tensor.dims(), tensor.dtype())
}
