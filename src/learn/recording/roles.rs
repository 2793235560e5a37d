//! What the columns of a recording mean, recognised by their names.

use super::table::Table;

/// What a column holds. Coordinates count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Time,
    Trial,
    Position(usize),
    /// A velocity, which stands for the momentum as with mass 1.
    Velocity(usize),
    Momentum(usize),
    Ignored,
}

const TIME: &[&str] = &[
    "t",
    "time",
    "times",
    "timestamp",
    "sec",
    "seconds",
    "zeit",
    "temps",
];
const TRIAL: &[&str] = &[
    "trial",
    "run",
    "experiment",
    "id",
    "series",
    "trajectory",
    "track",
];
const POSITION: &[&str] = &[
    "q",
    "x",
    "pos",
    "position",
    "measpos",
    "angle",
    "theta",
    "θ",
    "phi",
    "φ",
    "displacement",
    "deflection",
    "o",
    "winkel",
    "auslenkung",
];
const VELOCITY: &[&str] = &[
    "v",
    "vx",
    "vel",
    "velocity",
    "measvel",
    "speed",
    "omega",
    "ω",
    "dq",
    "qdot",
    "thetadot",
    "phidot",
    "angularvelocity",
    "dx",
    "xdot",
    "geschwindigkeit",
];
const MOMENTUM: &[&str] = &["p", "px", "momentum", "angularmomentum", "impuls"];

/// The usual order of columns without names, by their number.
fn usual(columns: usize) -> &'static [Role] {
    use Role::{Position, Time, Trial, Velocity};
    match columns {
        2 => &[Time, Position(0)],
        3 => &[Time, Position(0), Velocity(0)],
        4 => &[Trial, Time, Position(0), Velocity(0)],
        5 => &[Time, Position(0), Position(1), Velocity(0), Velocity(1)],
        6 => &[
            Trial,
            Time,
            Position(0),
            Position(1),
            Velocity(0),
            Velocity(1),
        ],
        _ => &[],
    }
}

/// A role for each column: by name, or by place in a table without header. Of two columns with the same role the first keeps it.
pub fn roles(table: &Table) -> Vec<Role> {
    let usual = usual(table.columns.len());
    let mut roles: Vec<Role> = Vec::with_capacity(table.columns.len());
    for (i, column) in table.columns.iter().enumerate() {
        let role = if table.has_header {
            by_name(&column.name)
        } else {
            usual.get(i).copied().unwrap_or(Role::Ignored)
        };
        let taken = roles.contains(&role);
        roles.push(if taken { Role::Ignored } else { role });
    }
    roles
}

fn by_name(name: &str) -> Role {
    let name = name.to_lowercase().replace(['_', ' ', '-', '.'], "");
    let (name, coordinate) = match name.as_str() {
        "y" => ("x", 1),
        "vy" => ("vx", 1),
        "py" => ("px", 1),
        name => match name.strip_suffix(['1', '2']) {
            Some(stem) => (stem, usize::from(name.ends_with('2'))),
            None => (name, 0),
        },
    };
    let known = [
        (TIME, Role::Time),
        (TRIAL, Role::Trial),
        (POSITION, Role::Position(coordinate)),
        (VELOCITY, Role::Velocity(coordinate)),
        (MOMENTUM, Role::Momentum(coordinate)),
    ];
    known
        .into_iter()
        .find(|(names, _)| names.contains(&name))
        .map_or(Role::Ignored, |(_, role)| role)
}
