//! Updates the presets' thumbnails, as `make thumbnails` does: `cargo run --release --example thumbnails --
//! www/thumbnails.json`. Trains every preset whose settings differ from those in the file and writes the phase
//! portraits of the truth and the learners as SVG paths. Energy changes go to stderr.

use hnn_playground::error::{Error, Result};
use hnn_playground::experiment::presets::{PRESETS, Preset};
use hnn_playground::experiment::run::Run;
use hnn_playground::experiment::settings::keys;
use hnn_playground::experiment::setup::setup;
use hnn_playground::page::inspector::Inspector;
use hnn_playground::page::measured::Measured;
use hnn_playground::physics::system::System;
use serde_json::{Map, Value, json};
use std::fmt::Write;
use std::path::Path;

/// Size of the view box, in units of the paths.
const WIDTH: f64 = 200.0;
const HEIGHT: f64 = 150.0;
const MARGIN: f64 = 10.0;
/// Points closer than this to the simplified line are dropped.
const TOLERANCE: f64 = 0.7;
/// The picture of a diverging model is clipped at this multiple of the truth's extent.
const RUNAWAY: f64 = 1.6;

type Point = [f64; 2];

fn main() {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("Which file? For instance: thumbnails www/thumbnails.json");
        std::process::exit(2);
    };
    if let Err(error) = update(Path::new(&path)) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

/// Computes missing thumbnails and writes the file after each.
fn update(path: &Path) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let before: Map<String, Value> = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let mut all: Map<String, Value> = before
        .into_iter()
        .filter(|(id, thumbnail)| {
            let preset = PRESETS.iter().find(|preset| preset.id == id);
            preset.is_some_and(|preset| thumbnail["settings"] == changes(preset))
        })
        .collect();
    let cheapest_first = |preset: &&Preset| {
        preset
            .settings()
            .map_or(0, |settings| settings.get(&keys::WIDTH))
    };
    let mut missing: Vec<&Preset> = PRESETS
        .iter()
        .filter(|preset| !all.contains_key(preset.id))
        .collect();
    missing.sort_by_key(cheapest_first);
    for preset in missing {
        all.insert(preset.id.to_owned(), thumbnail(preset)?);
        std::fs::write(path, format!("{}\n", serde_json::to_string_pretty(&all)?))?;
    }
    Ok(())
}

/// The settings that differ from the defaults, as JSON.
fn changes(preset: &Preset) -> Value {
    let changes = preset.settings.iter();
    changes
        .map(|(key, value)| (key.to_owned(), json!(value)))
        .collect()
}

fn thumbnail(preset: &Preset) -> Result<Value> {
    let settings = preset.settings()?;
    let learners = settings.learners();
    let dataset = settings.draw_data()?;
    let mut inspector = Inspector::new(&settings, dataset.clone());
    for learner in &learners {
        let mut trainer = Run::new(&settings, &dataset, learner, &[])?;
        while trainer.step_number() < settings.steps() {
            match trainer.step() {
                // The page also stops here and shows the last weights.
                Err(Error::Diverged { .. }) => break,
                other => other?,
            };
        }
        inspector.set_model(trainer.model())?;
        let loss = trainer.trainer().present_losses()?;
        eprintln!(
            "{} {}: {} steps, test loss {:.4e}",
            preset.id,
            learner.id,
            trainer.step_number(),
            loss.test
        );
    }
    let ids: Vec<&str> = learners.iter().map(|learner| learner.id).collect();
    let rollouts = inspector.rollouts(&ids)?;
    for (model, Measured { drift, .. }) in &rollouts {
        eprintln!("{} {model}: {drift:?}", preset.id);
    }
    let system = settings.system();
    let curves: Vec<(&str, Vec<Vec<Point>>)> = rollouts
        .iter()
        .map(|(model, measured)| (*model, curves(system, measured)))
        .collect();
    let frame = Frame::around(system, &curves);
    let paths: Map<String, Value> = curves
        .iter()
        .map(|(model, curves)| ((*model).to_owned(), json!(frame.path(curves))))
        .collect();
    Ok(json!({ "settings": changes(preset), "paths": paths }))
}

/// Whether the view shows positions, with one curve per body.
fn positions_alone(system: &System) -> bool {
    setup(system)
        .view
        .axes
        .iter()
        .all(|axis| *axis < system.dim() / 2)
}

/// A rollout's curves along the axes of the view, one per body.
fn curves(system: &System, measured: &Measured) -> Vec<Vec<Point>> {
    let bodies = if positions_alone(system) { 2 } else { 1 };
    (0..bodies)
        .map(|body| {
            measured
                .trajectory
                .iter()
                .map(|state| setup(system).view.axes.map(|axis| state[axis + body]))
                .collect()
        })
        .collect()
}

/// Maps the plane onto the view box.
struct Frame {
    centre: Point,
    /// Units of the view box per unit of the plane.
    scale: Point,
}

impl Frame {
    fn around(system: &System, curves: &[(&str, Vec<Vec<Point>>)]) -> Frame {
        let extent = |curves: &[Vec<Point>], axis: usize| {
            let values = curves.iter().flatten().map(|point| point[axis]);
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            })
        };
        let mut centre = [0.0; 2];
        let mut scale = [0.0; 2];
        for (axis, size) in [WIDTH, HEIGHT].into_iter().enumerate() {
            let (low, high) = extent(&curves[0].1, axis);
            let middle = (low + high) / 2.0;
            let reach = |factor: f64| factor * (high - low) / 2.0;
            let (mut bottom, mut top) = (low, high);
            for (_, each) in curves {
                let (low, high) = extent(each, axis);
                bottom = bottom.min(low).max(middle - reach(RUNAWAY));
                top = top.max(high).min(middle + reach(RUNAWAY));
            }
            centre[axis] = (bottom + top) / 2.0;
            scale[axis] = (size - 2.0 * MARGIN) / (top - bottom);
        }
        if positions_alone(system) {
            scale = [scale[0].min(scale[1]); 2];
        }
        Frame { centre, scale }
    }

    /// SVG path data: whole numbers, relative coordinates.
    fn path(&self, curves: &[Vec<Point>]) -> String {
        let mut path = String::new();
        for curve in curves {
            let points: Vec<Point> = curve
                .iter()
                .map(|[x, y]| {
                    [
                        WIDTH / 2.0 + (x - self.centre[0]) * self.scale[0],
                        HEIGHT / 2.0 - (y - self.centre[1]) * self.scale[1],
                    ]
                })
                // Points far outside the picture must not fill the file.
                .take_while(|[x, y]| x.abs() < 5.0 * WIDTH && y.abs() < 5.0 * HEIGHT)
                .collect();
            let mut last = [0, 0];
            for (i, point) in simplified(&points).iter().enumerate() {
                let next = point.map(|value| value.round() as i32);
                let command = if i == 0 { 'M' } else { 'l' };
                // Writing to a String cannot fail.
                let _ = write!(path, "{command}{} {}", next[0] - last[0], next[1] - last[1]);
                last = next;
            }
        }
        path
    }
}

/// Ramer–Douglas–Peucker simplification: no dropped point is further than [`TOLERANCE`] from the line.
fn simplified(points: &[Point]) -> Vec<Point> {
    let Some(last) = points.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut kept = vec![false; points.len()];
    kept[0] = true;
    kept[last] = true;
    let mut spans = vec![(0, last)];
    while let Some((from, to)) = spans.pop() {
        let furthest = (from + 1..to)
            .map(|i| (i, distance(points[i], points[from], points[to])))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, distance)) = furthest
            && distance > TOLERANCE
        {
            kept[at] = true;
            spans.extend([(from, at), (at, to)]);
        }
    }
    let pairs = points.iter().zip(kept);
    pairs
        .filter_map(|(point, kept)| kept.then_some(*point))
        .collect()
}

/// Distance of a point from a segment.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let offset = [point[0] - from[0], point[1] - from[1]];
    let length = along[0].powi(2) + along[1].powi(2);
    let at = if length == 0.0 {
        0.0
    } else {
        ((offset[0] * along[0] + offset[1] * along[1]) / length).clamp(0.0, 1.0)
    };
    (offset[0] - at * along[0]).hypot(offset[1] - at * along[1])
}
