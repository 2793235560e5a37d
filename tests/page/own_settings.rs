//! Do settings with a formula describe its system, complete what is missing, and name what is refused?

use hnn_playground::experiment::settings::{Settings, Value, Values, own};
use hnn_playground::experiment::setup::setup;
use hnn_playground::page::own::{FormulaReading, Typing, own_system, read};
use hnn_playground::page::queries::check;
use hnn_playground::physics::expression::gallery::GALLERY;
use hnn_playground::physics::system::Dynamics;

fn values(entries: &[(&str, Value)]) -> Values {
    let own = [("system", Value::from("own"))];
    let all = own.iter().chain(entries);
    all.map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect()
}

fn typed(formula: &str, entries: &[(&str, Value)]) -> (Settings, Vec<String>) {
    let mut all = values(entries);
    all.insert("hamiltonian".to_owned(), Value::from(formula));
    let (settings, problems) = Settings::from_values(&all);
    (settings, problems.iter().map(ToString::to_string).collect())
}

fn accepted(formula: &str, entries: &[(&str, Value)]) -> Settings {
    let (settings, problems) = typed(formula, entries);
    assert_eq!(problems, Vec::<String>::new(), "{formula}");
    settings
}

#[test]
fn without_a_formula_there_is_one_to_begin_with() {
    let (settings, problems) = Settings::from_values(&values(&[]));
    assert!(problems.is_empty());
    assert_eq!(settings, Settings::defaults(own::first()));
    assert_eq!(settings.system().formula, "H = p²/2 − a q²/2 + b q⁴/4");
    let mut spring = Settings::from_values(&Values::new()).0;
    spring.set("system", &"own".into()).unwrap();
    assert_eq!(spring.system().id, "own");
}

/// A formula, its parameters, starts and span become the system; nothing else changes.
#[test]
fn settings_describe_the_system() {
    let settings = accepted(
        "p^2/2m + k q^4",
        &[
            ("parameter_m", 2.0.into()),
            ("parameter_k", 30.0.into()),
            ("starts", vec![-0.5, 0.5, 0.0, 1.0].into()),
            ("span", 2.5.into()),
            ("dt", 0.02.into()),
        ],
    );
    let dynamics = settings.dynamics().unwrap();
    assert_eq!(dynamics.parameters, [2.0, 30.0]);
    assert_eq!(dynamics.energy(&[0.5, 2.0]), Some(1.0 + 30.0 / 16.0));
    assert_eq!(dynamics.mechanics.sampling.span, 2.5);
    let starts = &settings.system().typed.as_ref().unwrap().starts;
    assert_eq!(starts, &[[-0.5, 0.5], [0.0, 1.0]]);
    assert_eq!(settings.dt(), 0.02);
    // Sliders: the usual range, or around an unusual value.
    let range = |name: &str| settings.values()[&format!("range_{name}")].clone();
    assert_eq!(range("m"), vec![0.2, 5.0].into());
    assert_eq!(range("k"), vec![6.0, 150.0].into());
    // Read again, they are the same.
    let (again, problems) = Settings::from_values(settings.values());
    assert!(problems.is_empty());
    assert_eq!(again, settings);
}

/// The letters of a formula that have values are a product.
#[test]
fn parameters_decide_how_a_formula_is_read() {
    let one = accepted("p^2/2 + mgl (1 - cos q)", &[]);
    assert!(one.values().contains_key("parameter_mgl"));
    let known = ["m", "g", "l"].map(|name| format!("parameter_{name}"));
    let entries: Vec<(&str, Value)> = known.iter().map(|key| (key.as_str(), 2.0.into())).collect();
    let product = accepted("p^2/2 + mgl (1 - cos q)", &entries);
    assert_eq!(product.dynamics().unwrap().parameters, [2.0, 2.0, 2.0]);
}

#[test]
fn what_is_refused_is_named_and_replaced() {
    let (settings, problems) = typed("p^2/2 + foo(q", &[("parameter_k", 2.0.into())]);
    assert_eq!(settings, Settings::defaults(own::first()));
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].starts_with(
            "hamiltonian: “p^2/2 + foo(q” is not allowed; allowed: a formula of q and p. Character "
        ),
        "{problems:?}"
    );
    for (key, value, message) in [
        (
            "parameter_k",
            Value::from("x"),
            "parameter_k: “x” is not allowed",
        ),
        (
            "parameter_k",
            2e6.into(),
            "parameter_k: 2000000 is not allowed",
        ),
        ("parameter_z", 1.0.into(), "unknown setting “parameter_z”"),
        (
            "starts",
            vec![0.0, 1.0].into(),
            "starts: (0, 1) is not allowed; allowed: 2 times a number from -10 to 10 and a larger one",
        ),
        (
            "starts",
            vec![1.0, 0.0, 0.0, 1.0].into(),
            "starts: (1, 0, 0, 1)",
        ),
        (
            "starts",
            vec![0.0, 1.0, 0.0, 11.0].into(),
            "starts: (0, 1, 0, 11)",
        ),
        ("span", 0.0.into(), "span: 0 is not allowed"),
        (
            "range_k",
            vec![2.0, 1.0].into(),
            "range_k: (2, 1) is not allowed; allowed: a number from -1000000 to 1000000 and a larger one",
        ),
    ] {
        let (settings, problems) = typed("p^2/2 + k q^2", &[(key, value)]);
        assert_eq!(problems.len(), 1, "{key}: {problems:?}");
        assert!(problems[0].starts_with(message), "{problems:?}");
        assert_eq!(settings, accepted("p^2/2 + k q^2", &[]));
    }
    // No state is finite; all escape.
    let (_, problems) = typed("p^2/2 + q^2/k", &[("parameter_k", 0.0.into())]);
    assert!(
        problems[0].contains("divides by zero where k = 0"),
        "{problems:?}"
    );
    let (_, problems) = typed(
        "p^2/2 - 99 q^4",
        &[("starts", vec![1.0, 2.0, 1.0, 2.0].into())],
    );
    assert!(problems[0].contains("trajectories (100 %)"), "{problems:?}");
}

/// A setting changes completely or not at all.
#[test]
fn one_setting_changes_at_a_time() {
    let mut settings = accepted("p^2/2m + k q^2/2", &[("parameter_k", 3.0.into())]);
    settings.set("parameter_m", &0.5.into()).unwrap();
    assert_eq!(settings.dynamics().unwrap().parameters, [0.5, 3.0]);
    let before = settings.clone();
    for (key, value) in [
        ("parameter_m", Value::from(0.0)),
        ("hamiltonian", "p^2 +".into()),
    ] {
        settings.set(key, &value).unwrap_err();
        assert_eq!(settings, before);
    }
    settings.set("range_m", &vec![0.1, 9.0].into()).unwrap();
    assert!(settings.same_training(&before));
    settings
        .set("starts", &vec![0.0, 1.0, 0.0, 1.0].into())
        .unwrap();
    assert!(!settings.same_training(&before));
    settings
        .set("hamiltonian", &"p1^2 + p2^2 + q1^2 + q2^2".into())
        .unwrap();
    assert_eq!(settings.start().len(), 4);
    assert!(!settings.values().contains_key("parameter_m"));
}

/// The gallery needs no starts in a link: they come with the formula.
#[test]
fn formulas_of_the_gallery_bring_their_values() {
    for example in GALLERY {
        let settings = accepted(example.formula, &[]);
        let expected = Dynamics::new(&example.system().unwrap()).unwrap();
        let dynamics = settings.dynamics().unwrap();
        assert_eq!(dynamics.parameters, expected.parameters, "{}", example.id);
        assert_eq!(
            settings.system().typed.as_ref().unwrap().starts,
            example.starts
        );
    }
}

/// The initial view and state fit the starts; the steps of the rollout resolve the motion.
#[test]
fn defaults_fit_the_formula() {
    for example in GALLERY {
        let settings = accepted(example.formula, &[]);
        let view = setup(settings.system()).view;
        let dof = settings.system().dim() / 2;
        assert_eq!(view.axes, [0, dof]);
        for ([low, high], axis) in [view.x, view.y].into_iter().zip(view.axes) {
            let [inner_low, inner_high] = example.starts[axis];
            assert!(low < inner_low && high > inner_high, "{}", example.id);
        }
        for (x, [low, high]) in settings.start().iter().zip(example.starts) {
            assert!((*low..=*high).contains(x), "{}", example.id);
        }
        assert!(settings.dt() <= example.span / 100.0, "{}", example.id);
        assert!(settings.horizon() >= example.span, "{}", example.id);
    }
}

#[test]
fn the_page_learns_what_the_system_is_like() {
    let own = |settings: &Settings| own_system(settings).unwrap();
    let pendulum = own(&accepted("p^2/2m + m g l (1 - cos q)", &[]));
    assert_eq!(pendulum.parameters, ["m", "g", "l"]);
    assert_eq!((pendulum.dof, pendulum.separable), (1, true));
    assert_eq!(pendulum.view.body, "bead");
    let well = pendulum.potential.unwrap();
    // Oracle: 1 − cos q at the ends and in the middle of the view.
    let end = 1.0 - f64::cos(well.x[1]);
    assert_eq!(well.values.len(), well.columns);
    assert!((f64::from(well.values[0].unwrap()) - end).abs() < 1e-6);
    assert_eq!(well.values[well.columns / 2], Some(0.0));

    let bowl = own(&accepted("(p1^2 + p2^2)/2 + q1^2 + 2 q2^2", &[]));
    assert_eq!((bowl.dof, bowl.view.body), (2, "point"));
    let bowl = bowl.potential.unwrap();
    let y = bowl.y.unwrap();
    assert_eq!(bowl.values.len(), bowl.columns * bowl.columns);
    let corner = bowl.x[0].powi(2) + 2.0 * y[0].powi(2);
    assert!((f64::from(bowl.values[0].unwrap()) - corner).abs() < 1e-5);

    // A hole in the well; no well at all; more positions than a plane has.
    let hole = own(&accepted("p^2/2 + q - log(q)", &[])).potential.unwrap();
    assert!(hole.values.contains(&None) && hole.values.iter().any(Option::is_some));
    for formula in ["q p", "p^2/2", "p1^2 + p2^2 + p3^2 + q1^2 + q2^2 + q3^2"] {
        let own = own(&accepted(formula, &[]));
        assert_eq!((own.potential, own.view.body), (None, "none"), "{formula}");
    }
    // Systems of the table have none.
    assert_eq!(check(&Values::new()).own, None);
    assert!(check(&values(&[])).own.is_some());
}

#[test]
fn a_formula_is_read_while_it_is_typed() {
    let typing = |formula: &str, given: &[&str]| {
        let given = given.iter().map(|name| (*name).to_owned()).collect();
        read(&Typing {
            formula: formula.to_owned(),
            given,
        })
    };
    let FormulaReading::Read(reading) = typing("p^2/2 + mgl q", &["m", "g", "l"]) else {
        panic!("unread");
    };
    assert_eq!(reading.parameters, ["m", "g", "l"]);
    let FormulaReading::Read(reading) = typing("p^2/2 + mgl q", &[]) else {
        panic!("unread");
    };
    assert_eq!(reading.parameters, ["mgl"]);
    assert_eq!(reading.others, ["p^2/2 + m g l q"]);
    let FormulaReading::Unread(problem) = typing("p^2/2 + (q", &[]) else {
        panic!("read");
    };
    assert_eq!((problem.at, problem.length), (8, 1));
    assert!(!problem.problem.is_empty(), "{problem:?}");
    let FormulaReading::Unread(problem) = typing("p^2/2 + sin(1/0) q", &[]) else {
        panic!("read");
    };
    // “(1/0)”
    assert_eq!((problem.at, problem.length), (11, 5));
}
