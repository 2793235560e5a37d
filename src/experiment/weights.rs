//! Weights files: safetensors with the parameter names and the `(out, in)` layout of the published PyTorch code.

use crate::error::{Error, Result};
use crate::experiment::settings::{Kind, keys, table};
use crate::model::learner::Learner;
use crate::model::mlp::Shape;
use crate::model::{Model, NetworkConfig};
use candle_core::{DType, Device, Tensor};
use std::collections::HashMap;

/// The parameters of a model as the bytes of a safetensors file, in single precision.
pub fn save(model: &Model) -> Result<Vec<u8>> {
    let parameters = model.parameters();
    let tensors = parameters
        .iter()
        .map(|(name, var)| (name.as_str(), var.as_tensor()));
    safetensors::serialize(tensors, None).map_err(|error| Error::File {
        what: "the weights",
        reason: error.to_string(),
    })
}

/// Reads a model with networks of the given sizes from the bytes of a safetensors file. The one network of a learner may have
/// two outputs where one is needed, as in the published code. A prefix shared by all names is ignored: PyTorch prepends the
/// attribute that holds the network (`differentiable_model.`, `module.`, `_orig_mod.`).
///
/// # Errors
/// Not a safetensors file, or a tensor is missing, unknown, of the wrong shape or type, or not finite.
pub fn load(bytes: &[u8], learner: &Learner, config: &NetworkConfig) -> Result<Model> {
    let tensors = candle_core::safetensors::load_buffer(bytes, &Device::Cpu).map_err(|error| {
        Error::File {
            what: "the weights file",
            reason: error.to_string(),
        }
    })?;
    let model = Model::zeros(learner, config, 1)?;
    let first = model.parameters().swap_remove(0).0;
    from_tensors(&without_prefix(tensors, &first), learner, config)
}

/// Removes the prefix of the parameter `first` if all names share it.
fn without_prefix(tensors: HashMap<String, Tensor>, first: &str) -> HashMap<String, Tensor> {
    let prefix = tensors
        .keys()
        .filter_map(|name| name.strip_suffix(first))
        .find(|prefix| {
            prefix.ends_with('.') && tensors.keys().all(|name| name.starts_with(*prefix))
        })
        .map_or(0, str::len);
    let renamed = tensors
        .into_iter()
        .map(|(name, tensor)| (name[prefix..].to_owned(), tensor));
    renamed.collect()
}

/// Like [`load`], from named tensors.
pub fn from_tensors(
    tensors: &HashMap<String, Tensor>,
    learner: &Learner,
    config: &NetworkConfig,
) -> Result<Model> {
    let model = Model::zeros(learner, config, head_outputs(tensors, learner, config))?;
    let parameters = model.parameters();
    // The first by name, so that a file always gives the same message.
    if let Some(name) = tensors
        .keys()
        .filter(|name| parameters.iter().all(|(known, _)| known != *name))
        .min()
    {
        return Err(Error::Weights {
            tensor: name.clone(),
            found: describe(&tensors[name]),
            expected: format!(
                "no tensor of that name, with {} hidden layers{}",
                config.depth,
                advice(tensors, learner, config)
            ),
        });
    }
    for (name, var) in &parameters {
        let expected = describe(var);
        let refuse = |found: String| Error::Weights {
            tensor: name.clone(),
            found,
            expected: expected.clone(),
        };
        let other_network = |found: String| Error::Weights {
            tensor: name.clone(),
            found,
            expected: format!("{expected}{}", advice(tensors, learner, config)),
        };
        let tensor = tensors
            .get(name)
            .ok_or_else(|| other_network("no tensor of that name".to_owned()))?;
        if tensor.dims() != var.dims() {
            return Err(other_network(describe(tensor)));
        }
        if !tensor.dtype().is_float() {
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
    Ok(model)
}

/// Ends a message with the settings that fit the file; empty if the file does not hold this learner's networks completely.
fn advice(tensors: &HashMap<String, Tensor>, learner: &Learner, config: &NetworkConfig) -> String {
    let Some((shape, file)) = first_network(tensors, learner, config) else {
        return String::new();
    };
    if file.inputs != shape.inputs {
        return format!(
            ". The file is for a system with {} coordinates: select that system first",
            file.inputs
        );
    }
    let sizes = [
        (keys::WIDTH.name, file.width, shape.width),
        (keys::DEPTH.name, file.depth, shape.depth),
    ];
    let mut changes = Vec::new();
    for (key, found, needed) in sizes {
        let setting = table::common().into_iter().find(|each| each.key == key);
        let Some((label, Kind::Number(bounds))) = setting.map(|each| (each.label, each.kind))
        else {
            continue;
        };
        if !bounds.allows(found as f64) {
            let (min, max) = (bounds.min, bounds.max);
            return format!(". The file has {label} {found}; allowed: {min} to {max}");
        }
        if found != needed {
            changes.push(format!("{label} to {found}"));
        }
    }
    if changes.is_empty() {
        return String::new();
    }
    format!(". To load this file, set {}", changes.join(" and "))
}

/// The shape that a learner's first network needs, and the shape that it has in the file; `None` if tensors are missing,
/// unknown or inconsistent.
fn first_network(
    tensors: &HashMap<String, Tensor>,
    learner: &Learner,
    config: &NetworkConfig,
) -> Option<(Shape, Shape)> {
    let part = learner
        .parts
        .iter()
        .find(|part| config.shape(part).is_some())?;
    let shape = config.shape(part)?;
    if learner.is_one_network() {
        return Some((shape, shape_of(tensors, shape)?));
    }
    let own = tensors.iter().filter_map(|(name, tensor)| {
        let name = name.strip_prefix(part.name)?.strip_prefix('.')?;
        Some((name.to_owned(), tensor.clone()))
    });
    Some((shape, shape_of(&own.collect(), shape)?))
}

/// The shape of one network; `None` if tensors are missing, unknown or inconsistent.
fn shape_of(tensors: &HashMap<String, Tensor>, shape: Shape) -> Option<Shape> {
    let dims = |name: String| tensors.get(&name).map(Tensor::dims);
    let &[width, inputs] = dims("linear1.weight".to_owned())? else {
        return None;
    };
    let depth = tensors.len().checked_sub(1)? / 2;
    let &[outputs, _] = dims(format!("linear{}.weight", depth + 1))? else {
        return None;
    };
    let fits = |i: usize| {
        let from = if i == 1 { inputs } else { width };
        dims(format!("linear{i}.weight")) == Some(&[width, from])
            && dims(format!("linear{i}.bias")) == Some(&[width])
    };
    let head = dims(format!("linear{}.weight", depth + 1)) == Some(&[outputs, width]);
    (depth > 0 && tensors.len() == 2 * depth + 1 && head && (1..=depth).all(fits)).then_some(
        Shape {
            inputs,
            width,
            depth,
            outputs,
            ..shape
        },
    )
}

/// Two if the file has the one network of this learner with two outputs, as in the published code, else one.
fn head_outputs(
    tensors: &HashMap<String, Tensor>,
    learner: &Learner,
    config: &NetworkConfig,
) -> usize {
    let head = tensors.get(&format!("linear{}.weight", config.depth + 1));
    match head.and_then(|head| head.dim(0).ok()) {
        Some(2) if learner.is_one_network() => 2,
        _ => 1,
    }
}

fn describe(tensor: &Tensor) -> String {
    format!("{:?} of {:?}", tensor.dims(), tensor.dtype())
}
