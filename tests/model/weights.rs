//! Do weights files preserve every bit, and are files that do not fit rejected with a reason?

use crate::common::{Named, model, numbers, random_states, safetensors_file, tensor};
use hnn_playground::error::Error;
use hnn_playground::experiment::weights::{load, save};
use hnn_playground::model::activation::{ACTIVATIONS, Activation};
use hnn_playground::model::inference::Frozen;
use hnn_playground::model::learner::{LEARNERS, Learner};
use hnn_playground::model::{Model, NetworkConfig};
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

fn hnn() -> Model {
    model(Learner::by_id("hnn").unwrap(), 2, 8, 2, Activation::Tanh, 1)
}

/// Loads an HNN of these sizes.
fn load_hnn(bytes: &[u8], config: &NetworkConfig) -> Result<Model, Error> {
    load(bytes, Learner::by_id("hnn").unwrap(), config)
}

fn named(model: &Model) -> Vec<Named> {
    let parameters = model.parameters();
    let named = parameters.iter().map(|(name, var)| {
        let single = numbers(var).iter().map(|w| *w as f32).collect();
        (name.clone(), var.dims().to_vec(), single)
    });
    named.collect()
}

#[test]
fn a_file_preserves_every_bit() {
    for learner in LEARNERS {
        for depth in 1..=4 {
            for (dim, activation) in [2, 4].into_iter().zip(ACTIVATIONS) {
                let model = model(learner, dim, 12, depth, activation.activation, 5);
                let file = save(&model).unwrap();
                let loaded = load(&file, learner, model.config()).unwrap();
                assert_eq!(named(&loaded), named(&model));
                assert_eq!(save(&loaded).unwrap(), file);
            }
        }
    }
}

/// Oracle: the published PyTorch code's `state_dict`, read with the safetensors crate.
#[test]
fn names_and_layout_match_the_published_code() {
    let model = hnn();
    let file = save(&model).unwrap();
    let file = SafeTensors::deserialize(&file).unwrap();
    let mut tensors: Vec<(String, Vec<usize>)> = file
        .iter()
        .map(|(name, view)| {
            assert_eq!(view.dtype(), Dtype::F32);
            (name.to_owned(), view.shape().to_vec())
        })
        .collect();
    tensors.sort();
    let expected = [
        ("linear1.bias", vec![8]),
        ("linear1.weight", vec![8, 2]),
        ("linear2.bias", vec![8]),
        ("linear2.weight", vec![8, 8]),
        ("linear3.weight", vec![1, 8]),
    ];
    assert_eq!(
        tensors,
        expected.map(|(name, shape)| (name.to_owned(), shape))
    );
    let first = numbers(model.parameters()[0].1);
    let bytes = file.tensor("linear1.weight").unwrap().data().to_vec();
    let row_major = first.iter().flat_map(|w| (*w as f32).to_le_bytes());
    assert_eq!(bytes, row_major.collect::<Vec<_>>());
}

/// The HNN uses the second of the published network's two outputs as H.
#[test]
fn a_file_with_two_outputs_is_accepted_for_one() {
    let baseline = model(
        Learner::by_id("baseline").unwrap(),
        2,
        8,
        2,
        Activation::Tanh,
        4,
    );
    let file = save(&baseline).unwrap();
    let outputs = |model: &Model| model.networks().next().unwrap().shape().unwrap().outputs;
    assert_eq!(outputs(&hnn()), 1);
    let loaded = load_hnn(&file, hnn().config()).unwrap();
    assert_eq!(outputs(&loaded), 2);
    let states = random_states(10, 2, 1);
    let outputs = numbers(
        &baseline
            .networks()
            .next()
            .unwrap()
            .forward(&tensor(&states, 2))
            .unwrap(),
    );
    let second: Vec<f64> = outputs.chunks_exact(2).map(|row| row[1]).collect();
    let energy = Frozen::new(&loaded).unwrap().energy(&states).unwrap();
    assert!(crate::common::largest_difference(&energy, &second) < 1e-6);
    assert_eq!(save(&loaded).unwrap(), file);
}

/// Loads the HNN's file after `change`; the error contains the tensor's name and the given words.
fn assert_refused(change: impl Fn(&mut Vec<Named>), tensor: &str, words: &[&str]) {
    let model = hnn();
    let mut tensors = named(&model);
    change(&mut tensors);
    let error = load_hnn(&safetensors_file(&tensors), model.config()).unwrap_err();
    assert!(
        matches!(&error, Error::Weights { tensor: t, .. } if t == tensor),
        "{error}"
    );
    let message = error.to_string();
    for word in words.iter().chain([&tensor]) {
        assert!(message.contains(word), "“{message}” does not say {word}");
    }
}

#[test]
fn a_wrong_file_is_rejected_with_tensor_and_shapes() {
    let reshape = |i: usize, shape: [usize; 2]| {
        move |tensors: &mut Vec<Named>| {
            tensors[i].1 = shape.to_vec();
            tensors[i].2 = vec![0.5; shape[0] * shape[1]];
        }
    };
    assert_refused(
        reshape(0, [16, 2]),
        "linear1.weight",
        &["[16, 2]", "[8, 2]"],
    );
    assert_refused(reshape(0, [2, 8]), "linear1.weight", &["[2, 8]", "[8, 2]"]);
    assert_refused(reshape(4, [3, 8]), "linear3.weight", &["[3, 8]", "[1, 8]"]);
    assert_refused(reshape(4, [2, 9]), "linear3.weight", &["[2, 9]", "[2, 8]"]);
    assert_refused(reshape(1, [8, 1]), "linear1.bias", &["[8, 1]", "[8]"]);
    let none = "no tensor of that name";
    assert_refused(|t| drop(t.remove(2)), "linear2.weight", &[none, "[8, 8]"]);
    assert_refused(
        |t| t[4].0 = "linear4.weight".into(),
        "linear4.weight",
        &[none],
    );
    let bias = ("linear3.bias".to_owned(), vec![1], vec![0.0]);
    assert_refused(|t| t.push(bias.clone()), "linear3.bias", &[none, "[1]"]);
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        assert_refused(
            |t| t[2].2[63] = value,
            "linear2.weight",
            &["not finite", "[8, 8]"],
        );
    }
}

/// PyTorch prepends the name of the attribute that holds the network: `differentiable_model` in the published `HNN`,
/// `module` in `DataParallel`, `_orig_mod` in `torch.compile`.
#[test]
fn one_common_prefix_is_ignored() {
    let model = hnn();
    let config = model.config();
    let with_prefix = |prefix: &dyn Fn(usize) -> &'static str| {
        let tensors: Vec<Named> = named(&model)
            .into_iter()
            .enumerate()
            .map(|(i, (name, shape, values))| (format!("{}{name}", prefix(i)), shape, values))
            .collect();
        load_hnn(&safetensors_file(&tensors), config)
    };
    for prefix in [
        "differentiable_model.",
        "module.",
        "_orig_mod.",
        "_orig_mod.module.differentiable_model.",
    ] {
        let loaded = with_prefix(&|_| prefix).unwrap();
        assert_eq!(named(&loaded), named(&model), "{prefix}");
    }
    // Not a common prefix: one that some names lack, two different ones, and part of a name.
    assert!(with_prefix(&|i| if i == 0 { "module." } else { "" }).is_err());
    assert!(with_prefix(&|i| if i == 0 { "a." } else { "b." }).is_err());
    assert!(with_prefix(&|_| "non").is_err());
}

/// The message names the settings that fit the file.
#[test]
fn a_file_of_another_size_suggests_settings() {
    let hnn = hnn();
    let config = hnn.config();
    let message = |inputs: usize, width: usize, depth: usize| {
        let learner = Learner::by_id("baseline").unwrap();
        let other = model(learner, inputs, width, depth, Activation::Tanh, 1);
        load_hnn(&save(&other).unwrap(), config)
            .unwrap_err()
            .to_string()
    };
    let cases = [
        ((2, 200, 2), "set Width to 200"),
        ((2, 8, 3), "set Depth to 3"),
        ((2, 8, 1), "set Depth to 1"),
        ((2, 200, 3), "set Width to 200 and Depth to 3"),
        ((2, 300, 2), "The file has Width 300; allowed: 4 to 256"),
        ((4, 8, 2), "for a system with 4 coordinates"),
    ];
    for ((inputs, width, depth), advice) in cases {
        let message = message(inputs, width, depth);
        assert!(message.contains(advice), "{message}");
    }
    // An incomplete network gives no suggestion.
    let mut tensors = named(&hnn);
    tensors[0].1 = vec![16, 2];
    tensors[0].2 = vec![0.5; 32];
    let message = load_hnn(&safetensors_file(&tensors), config)
        .unwrap_err()
        .to_string();
    assert!(!message.contains("set "), "{message}");
    // Nor does a linear map without hidden layers.
    let file = safetensors_file(&[("linear1.weight".to_owned(), vec![2, 2], vec![0.5; 4])]);
    let message = load_hnn(&file, config).unwrap_err().to_string();
    assert!(!message.contains("Width"), "{message}");
}

/// Depth, width and number of coordinates of the file must be those of the network.
#[test]
fn a_file_of_another_network_is_rejected() {
    let hnn = hnn();
    let file = save(&hnn).unwrap();
    for other in [
        crate::common::config(4, 8, 2, Activation::Tanh),
        crate::common::config(2, 12, 2, Activation::Tanh),
        crate::common::config(2, 8, 1, Activation::Tanh),
        crate::common::config(2, 8, 3, Activation::Tanh),
    ] {
        let error = load_hnn(&file, &other).unwrap_err();
        assert!(matches!(error, Error::Weights { .. }), "{other:?}: {error}");
    }
}

/// Double precision is rounded. Values that overflow single precision and tensors without real numbers are rejected.
#[test]
fn other_number_types_are_converted_or_rejected() {
    let model = hnn();
    let config = model.config();
    let file = |dtype: Dtype, first: f64| {
        let bytes: Vec<Vec<u8>> = named(&model)
            .iter()
            .map(|(_, _, values)| {
                let mut values: Vec<f64> = values.iter().map(|w| f64::from(*w)).collect();
                values[0] = first;
                match dtype {
                    Dtype::F64 => values.iter().flat_map(|w| w.to_le_bytes()).collect(),
                    _ => values.iter().map(|w| *w as u8).collect(),
                }
            })
            .collect();
        let names = named(&model);
        let views = names.iter().zip(&bytes).map(|((name, shape, _), bytes)| {
            (name, TensorView::new(dtype, shape.clone(), bytes).unwrap())
        });
        safetensors::serialize(views, None).unwrap()
    };
    let loaded = load_hnn(&file(Dtype::F64, 0.1), config).unwrap();
    assert_eq!(named(&loaded)[0].2[0], 0.1);
    assert_eq!(named(&loaded)[0].2[1..], named(&model)[0].2[1..]);
    assert!(load_hnn(&file(Dtype::F64, 1e300), config).is_err());
    let message = load_hnn(&file(Dtype::U8, 1.0), config)
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("of U8") && message.contains("of F32"),
        "{message}"
    );
}

#[test]
fn a_file_that_is_not_safetensors_is_rejected() {
    let hnn = hnn();
    let config = hnn.config();
    let file = save(&hnn).unwrap();
    let long_header = [u64::MAX.to_le_bytes().as_slice(), b"{}"].concat();
    let garbage: [&[u8]; 5] = [b"", b"PK\x03\x04", b"{}", &[0xff; 1000], &long_header];
    for bytes in garbage {
        let message = load_hnn(bytes, config).unwrap_err().to_string();
        assert!(message.contains("weights file cannot be read"), "{message}");
    }
    for length in 0..file.len() {
        assert!(
            load_hnn(&file[..length], config).is_err(),
            "{length} of {} bytes",
            file.len()
        );
    }
}
