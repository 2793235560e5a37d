//! Are formulas for H read as textbooks mean them, and are their gradients those of what was read?

use crate::common::largest_difference;
use hnn_playground::error::Error;
use hnn_playground::physics::expression::functions::functions;
use hnn_playground::physics::expression::hamiltonian::TypedHamiltonian;
use hnn_playground::physics::expression::limits::{MAX_LENGTH, MAX_NESTING};
use hnn_playground::physics::expression::mathml::Element;
use hnn_playground::physics::law::Hamiltonian;
use proptest::prelude::*;
use std::f64::consts::{E, PI};

const Q: f64 = 0.7;
const P: f64 = -1.3;
const Q1: f64 = 0.6;
const Q2: f64 = -0.4;
const Q3: f64 = 1.1;
const P1: f64 = -0.9;
const P2: f64 = 1.2;
const P3: f64 = 0.2;
const M: f64 = 0.8;
const K: f64 = 2.5;
const A: f64 = 1.7;
const G: f64 = 9.8;
const L: f64 = 0.6;
const OMEGA: f64 = 1.9;

fn value_of(name: &str) -> f64 {
    match name {
        "q" => Q,
        "p" => P,
        "q1" => Q1,
        "q2" => Q2,
        "q3" => Q3,
        "p1" => P1,
        "p2" => P2,
        "p3" => P3,
        "m" => M,
        "k" => K,
        "a" => A,
        "g" => G,
        "l" => L,
        "ω" => OMEGA,
        "mgl" => 3.7,
        "ml" => 0.45,
        "m1" => 0.35,
        "m_eff" => 1.45,
        "q0" => 0.25,
        "mω" => 1.15,
        "omega" => 2.05,
        "μ" => 0.95,
        "alpha" => 2.65,
        "amp" => 0.15,
        "mu" => 1.35,
        "ħ" => 0.55,
        "x" => 3.3,
        _ => panic!("no value for {name}"),
    }
}

fn values(names: &[String]) -> Vec<f64> {
    names.iter().map(|name| value_of(name)).collect()
}

fn read(formula: &str) -> TypedHamiltonian {
    TypedHamiltonian::parse(formula, &[]).unwrap_or_else(|error| panic!("{formula}: {error}"))
}

/// H at the values of [`value_of`].
fn energy(hamiltonian: &TypedHamiltonian) -> f64 {
    let bound = hamiltonian.with(&values(hamiltonian.parameters()));
    let state = values(&hamiltonian.variables());
    hamiltonian.evaluate(&bound.unwrap(), &state).unwrap().0
}

fn is_close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-14 * (1.0 + expected.abs())
}

fn assert_close(formula: &str, found: f64, expected: f64) {
    assert!(
        is_close(found, expected),
        "{formula}: {found} instead of {expected}"
    );
}

/// Oracle: plain arithmetic of this test.
#[test]
fn notation_has_its_textbook_meaning() {
    let cases = [
        // Quotients and products without a sign.
        ("p^2/(2*m) + k*q^2/2", P * P / (2.0 * M) + K * Q * Q / 2.0),
        ("p^2/2m + k q^2/2", P * P / (2.0 * M) + K * Q * Q / 2.0),
        ("p^2/2 m", P * P / (2.0 * M)),
        ("p²/2m + ½ k q²", P * P / (2.0 * M) + K * Q * Q / 2.0),
        ("1/2 k q^2", 0.5 * K * Q * Q),
        ("3/4 k q^2 / 2", 0.75 * K * Q * Q / 2.0),
        ("-1/2 k q^2", -0.5 * K * Q * Q),
        ("q^2 - 1/2 k q", Q * Q - 0.5 * K * Q),
        ("q * 1/4 k", Q * K / 4.0),
        ("a q^4/4", A * Q.powi(4) / 4.0),
        ("k/2 q^2", K / (2.0 * Q * Q)),
        ("1/(2m) p^2", P * P / (2.0 * M)),
        ("1/(2m)^2 p^2", P * P / (4.0 * M * M)),
        ("1/|p| q^2/3", Q * Q / P.abs() / 3.0),
        ("q/2/m", Q / 2.0 / M),
        ("q/2·m", Q / 2.0 * M),
        ("q/2*m/k", Q / 2.0 * M / K),
        ("8/2/2 q", 8.0 / 2.0 / (2.0 * Q)),
        ("2/3^2 q", 2.0 / (9.0 * Q)),
        ("2q", 2.0 * Q),
        ("2(q + p)(q - p)", 2.0 * (Q + P) * (Q - P)),
        ("q(p)", Q * P),
        ("[q + {p - (2)}]k", (Q + P - 2.0) * K),
        ("q·p × 2 * 3", Q * P * 6.0),
        // Signs and powers.
        ("q + −2²", Q - 4.0),
        ("q - 2^2", Q - 4.0),
        ("-q^2", -(Q * Q)),
        ("(-q)^2", Q * Q),
        ("q*-p", -Q * P),
        ("q/-p", -Q / P),
        ("q - -p", Q + P),
        ("q--+-p", Q - P),
        ("+q", Q),
        ("2^3^2 q", 512.0 * Q),
        ("2**3**2 q", 512.0 * Q),
        ("q^-2", 1.0 / (Q * Q)),
        ("q⁻²", 1.0 / (Q * Q)),
        ("q^2^-1", Q.sqrt()),
        ("q^1/2", Q / 2.0),
        ("q^(1/2)", Q.sqrt()),
        ("q¹²", Q.powi(12)),
        ("q^12", Q.powi(12)),
        ("q²^3", Q.powi(6)),
        ("2^q", 2f64.powf(Q)),
        ("q^q", Q.powf(Q)),
        ("q^k", Q.powf(K)),
        ("k^q", K.powf(Q)),
        ("e^-q²", (-Q * Q).exp()),
        ("e^{-q^2}", (-Q * Q).exp()),
        ("e^2q", E * E * Q),
        // Numbers.
        ("q + .5", Q + 0.5),
        ("q + 1e-2", Q + 0.01),
        ("q + 1.5E2", Q + 150.0),
        ("q + 1e−2", Q + 0.01),
        ("2e q", 2.0 * E * Q),
        ("2e-q", 2.0 * E - Q),
        ("3. q", 3.0 * Q),
        ("2pi q", 2.0 * PI * Q),
        ("2πq", 2.0 * PI * Q),
        ("π q + e p", PI * Q + E * P),
        // Functions.
        ("cos q", Q.cos()),
        ("cos 2q", (2.0 * Q).cos()),
        ("cos k q", (K * Q).cos()),
        ("cos 1/2 q", (Q / 2.0).cos()),
        ("cos 2(q + p)", (2.0 * (Q + P)).cos()),
        ("cos q p", Q.cos() * P),
        ("cos q sin p", Q.cos() * P.sin()),
        ("cos 2 q cos p", (2.0 * Q).cos() * P.cos()),
        ("sin a cos q", A.sin() * Q.cos()),
        ("sin cos q", Q.cos().sin()),
        ("cos q^2", (Q * Q).cos()),
        ("cos(q)^2", Q.cos() * Q.cos()),
        ("cos^2 q", Q.cos() * Q.cos()),
        ("cos² q", Q.cos() * Q.cos()),
        ("cos²(q) p", Q.cos() * Q.cos() * P),
        ("cos q/2", Q.cos() / 2.0),
        ("cos(q) p", Q.cos() * P),
        ("cos (q + p)/2", (Q + P).cos() / 2.0),
        ("exp -q", (-Q).exp()),
        ("exp −q²/2", (-Q * Q).exp() / 2.0),
        ("mgl(1 - cos q)", 3.7 * (1.0 - Q.cos())),
        ("sinq + cos2q", Q.sin() + (2.0 * Q).cos()),
        ("√q + √2 q", Q.sqrt() + 2f64.sqrt() * Q),
        ("√(q + 2)", (Q + 2.0).sqrt()),
        ("|p|", P.abs()),
        ("|p|^3", P.abs().powi(3)),
        ("2|p|q", 2.0 * P.abs() * Q),
        ("||p| - |q||", (P.abs() - Q.abs()).abs()),
        ("|q - (|p|)|", (Q - P.abs()).abs()),
        ("|q||p|", Q.abs() * P.abs()),
        ("sqrt|p|", P.abs().sqrt()),
        ("sin q + tan q", Q.sin() + Q.tan()),
        ("sinh q + cosh q + tanh q", Q.sinh() + Q.cosh() + Q.tanh()),
        ("asin q + acos q + atan q", Q.asin() + Q.acos() + Q.atan()),
        (
            "arcsin q + arctan q + arcosh 2",
            Q.asin() + Q.atan() + 2f64.acosh(),
        ),
        (
            "asinh q + acosh(q + 1) + atanh q",
            Q.asinh() + (Q + 1.0).acosh() + Q.atanh(),
        ),
        (
            "exp q + log q + ln q + sqrt q",
            Q.exp() + 2.0 * Q.ln() + Q.sqrt(),
        ),
        ("abs p", P.abs()),
        // Names.
        ("q1 p2 + q_2 p₁ + q₃p3", Q1 * P2 + Q2 * P1 + Q3 * P3),
        ("q1q2 + p1^2p2", Q1 * Q2 + P1 * P1 * P2),
        ("kq1^2", K * Q1 * Q1),
        ("q_{1} p_1", Q1 * P1),
        ("m₁ q + m_1 p + m1", 0.35 * (Q + P + 1.0)),
        ("m_eff q", 1.45 * Q),
        ("k(q - q0)^2", K * (Q - 0.25) * (Q - 0.25)),
        (
            "p^2/2m + mgl(1 - cos q)",
            P * P / (2.0 * M) + 3.7 * (1.0 - Q.cos()),
        ),
        (
            "p^2/2ml^2 + mgl(1 - cos q)",
            P * P / (2.0 * 0.45 * 0.45) + 3.7 * (1.0 - Q.cos()),
        ),
        (
            "p^2/2m + g + l + mgl cos q",
            P * P / (2.0 * M) + G + L + M * G * L * Q.cos(),
        ),
        ("m g l cos q + mgl", M * G * L * (Q.cos() + 1.0)),
        (
            "p^2/2m + g + l + \"mgl\" q",
            P * P / (2.0 * M) + G + L + 3.7 * Q,
        ),
        ("g + m + l + q/mgl", G + M + L + Q / (M * G * L)),
        ("p²/2m + kq²/2", P * P / (2.0 * M) + K * Q * Q / 2.0),
        ("p²/2m + mgq", P * P / (2.0 * M) + M * G * Q),
        ("½mω²q²", 0.5 * M * OMEGA * OMEGA * Q * Q),
        ("ħωq + µp", 0.55 * OMEGA * Q + 0.95 * P),
        ("omega q", 2.05 * Q),
        ("qp + pq", 2.0 * Q * P),
        ("a + l + alpha q", A + L + 2.65 * Q),
        ("mu q", 1.35 * Q),
        ("amp q", 0.15 * Q),
        ("p²/2m + a + amp", P * P / (2.0 * M) + A + A * M * P),
        ("H = q + p", Q + P),
        ("H(q, p) = q p", Q * P),
        ("H(q₁, p₁) = q₁ p₁", Q1 * P1),
        ("  q\u{a0}+\t\n p ", Q + P),
    ];
    let wrong: Vec<String> = cases
        .into_iter()
        .map(|(formula, expected)| (formula, energy(&read(formula)), expected))
        .filter(|(_, found, expected)| !is_close(*found, *expected))
        .map(|(formula, found, expected)| format!("{formula}: {found} instead of {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn variables_and_parameters_are_listed_in_order() {
    let names = |formula: &str| {
        let hamiltonian = read(formula);
        let [variables, parameters] = [hamiltonian.variables(), hamiltonian.parameters().to_vec()];
        (variables.join(","), parameters.join(","), hamiltonian.dof())
    };
    let list =
        |variables: &str, parameters: &str, dof| (variables.to_owned(), parameters.to_owned(), dof);
    assert_eq!(names("k q^2/2 + p^2/2m"), list("q,p", "k,m", 1));
    assert_eq!(names("p^2/2"), list("q,p", "", 1));
    assert_eq!(names("q1 + p1"), list("q1,p1", "", 1));
    assert_eq!(names("p2^2/2 + β₁ q1"), list("q1,q2,p1,p2", "β1", 2));
    assert_eq!(names("q3 + x_max"), list("q1,q2,q3,p1,p2,p3", "x_max", 3));
    assert_eq!(names("Q q + P p"), list("q,p", "Q,P", 1));
}

/// The same letters are a product if they are given.
#[test]
fn given_parameters_decide_how_letters_are_read() {
    let formula = "p²/2ml² + mgl(1 − cos q)";
    let hamiltonian = TypedHamiltonian::parse(formula, &["g", "l", "m"]).unwrap();
    assert_eq!(hamiltonian.parameters(), ["m", "l", "g"]);
    let expected = P * P / (2.0 * M * L * L) + M * G * L * (1.0 - Q.cos());
    assert_close(formula, energy(&hamiltonian), expected);
    // A given name is that name, whatever else is known.
    let whole = TypedHamiltonian::parse("m + g + l + mgl q", &["mgl"]).unwrap();
    assert_eq!(whole.parameters(), ["m", "g", "l", "mgl"]);
    assert_eq!(
        TypedHamiltonian::parse("m₁m₂q", &["m_1", "m2"])
            .unwrap()
            .parameters(),
        ["m1", "m2"]
    );
}

/// Each other reading is a formula that gives it, and its other reading is the first.
#[test]
fn the_other_reading_is_offered() {
    let cases = [
        ("mgl q", "m g l q", 3.7 * Q, M * G * L * Q),
        (
            "m + g + l + mgl q",
            "m + g + l + \"mgl\" q",
            M + G + L + M * G * L * Q,
            M + G + L + 3.7 * Q,
        ),
        ("k/2 q^2", "(k/2) q^2", K / (2.0 * Q * Q), K / 2.0 * Q * Q),
        (
            "p - a·k/2 q^2",
            "p - (a·k/2) q^2",
            P - A * K / (2.0 * Q * Q),
            P - A * K / 2.0 * Q * Q,
        ),
        ("1/2m p^2", "1/(2m) p^2", 0.5 * M * P * P, P * P / (2.0 * M)),
        (
            "cos mgl q",
            "cos m g l q",
            (3.7 * Q).cos(),
            (M * G * L * Q).cos(),
        ),
    ];
    for (formula, other, meaning, other_meaning) in cases {
        let hamiltonian = read(formula);
        assert_close(formula, energy(&hamiltonian), meaning);
        assert_eq!(hamiltonian.reading().others, [other], "{formula}");
        assert_close(other, energy(&read(other)), other_meaning);
    }
    for only in [
        "p^2/2m + k q^2/2",
        "p^2/(2 m) + omega q",
        "q1q2/2",
        "1/2 k q^2",
        "m_eff q",
        "\"mgl\" q",
        "mu q",
    ] {
        let others = read(only).reading().others;
        assert!(others.is_empty(), "{only}: {others:?}");
    }
}

#[test]
fn the_reading_is_typeset() {
    let typeset = |formula: &str| read(formula).mathml().to_string();
    let equation = |h: &str| format!("<math><mrow><mi>H</mi><mo>=</mo>{h}</mrow></math>");
    let cases = [
        (
            "p^2/2m",
            "<mfrac><msup><mi>p</mi><mn>2</mn></msup><mrow><mn>2</mn><mo>\u{2062}</mo><mi>m</mi></mrow></mfrac>",
        ),
        (
            "q1 - m_eff",
            "<mrow><msub><mi>q</mi><mn>1</mn></msub><mo>−</mo><msub><mi>m</mi><mi>eff</mi></msub></mrow>",
        ),
        (
            "(-q)²",
            "<msup><mrow><mo>(</mo><mrow><mo>−</mo><mi>q</mi></mrow><mo>)</mo></mrow><mn>2</mn></msup>",
        ),
        (
            "-q²",
            "<mrow><mo>−</mo><msup><mi>q</mi><mn>2</mn></msup></mrow>",
        ),
        (
            "2*3q",
            "<mrow><mn>2</mn><mo>⋅</mo><mrow><mn>3</mn><mo>\u{2062}</mo><mi>q</mi></mrow></mrow>",
        ),
        (
            "√q + |p|",
            "<mrow><msqrt><mi>q</mi></msqrt><mo>+</mo><mrow><mo>|</mo><mi>p</mi><mo>|</mo></mrow></mrow>",
        ),
        (
            "|p|²",
            "<msup><mrow><mo>|</mo><mi>p</mi><mo>|</mo></mrow><mn>2</mn></msup>",
        ),
        (
            "½cos q",
            "<mrow><mn>0.5</mn><mo>\u{2062}</mo><mrow><mi>cos</mi><mo>\u{2061}</mo><mi>q</mi></mrow></mrow>",
        ),
        (
            "cos 2q",
            "<mrow><mi>cos</mi><mo>\u{2061}</mo><mrow><mo>(</mo><mrow><mn>2</mn><mo>\u{2062}</mo><mi>q</mi></mrow><mo>)</mo></mrow></mrow>",
        ),
        (
            "k(q + 1e-2)",
            "<mrow><mi>k</mi><mo>\u{2062}</mo><mrow><mo>(</mo><mrow><mi>q</mi><mo>+</mo><mn>1e−2</mn></mrow><mo>)</mo></mrow></mrow>",
        ),
    ];
    for (formula, h) in cases {
        assert_eq!(typeset(formula), equation(h), "{formula}");
    }
}

/// Whatever stands in an element, as text it is no markup.
#[test]
fn typeset_text_is_escaped() {
    let element = Element {
        tag: "mi",
        text: "<b a=\"1\">&amp;".to_owned(),
        children: vec![],
    };
    let escaped = "<mi>&lt;b a=&quot;1&quot;&gt;&amp;amp;</mi>";
    assert_eq!(element.to_string(), escaped);
}

/// Oracle: the split into T and V by hand.
#[test]
fn separability_follows_from_the_form() {
    for separable in [
        "p^2/2m + k q^2/2",
        "(p1^2 + p2^2)/(2m) + k (q1^2 + q2^2)/2 - q1 q2",
        "1/2 (p^2 + k q^2)",
        "-(p^2/2 - cos q)/m·3",
        "(p1 + p2)^2/2 + exp(q1 - q2)",
        "sqrt(1 + p^2) + |q|",
        "2^3 (e^q - q + (e^p - p))",
        "p^2/2 + (q + p)",
        "p^2/2",
    ] {
        assert!(read(separable).is_separable(), "{separable}");
    }
    for not in [
        "q p",
        "p^2/(2 + q)",
        "(q + p)^2",
        "sin(q + p)",
        "q^p",
        "p^2 q^2 + q",
        "(p1^2 + 1)(q2 + 1)",
    ] {
        assert!(!read(not).is_separable(), "{not}");
    }
    let law = read("q p").law(&[]);
    assert!(law.is_hamiltonian() && !law.hamiltonian().unwrap().is_separable());
}

/// Where an error is, and what its sentence contains.
fn assert_error(formula: &str, at: usize, length: usize, part: &str) {
    let error = TypedHamiltonian::parse(formula, &[]).unwrap_err();
    let Error::Formula {
        at: found,
        length: found_length,
        ..
    } = error
    else {
        panic!("{formula}: {error}");
    };
    let message = error.to_string();
    assert_eq!((found, found_length), (at, length), "{formula}: {message}");
    assert!(message.contains(part), "{formula}: {message}");
    assert!(
        message.starts_with(&format!("Character {}: ", at + 1)) && message.ends_with('.'),
        "{message}"
    );
    assert_eq!(message.lines().count(), 1, "{message}");
}

#[test]
fn errors_name_the_character_and_what_was_expected() {
    let cases = [
        ("", 0, 0, "expected a formula, such as p^2/2 + q^2/2"),
        ("   ", 3, 0, "expected a formula"),
        (
            "q +",
            3,
            0,
            "expected a number, a name or “(” after “+”, not the end of the formula",
        ),
        ("q + * p", 4, 1, "after “+”, not “*”"),
        ("/q", 0, 1, "expected a number, a name or “(”, not “/”"),
        ("q^", 2, 0, "after “^”"),
        ("(q + p", 0, 1, "expected “)” to close this “(”"),
        ("2[q + p", 1, 1, "expected “]” to close this “[”"),
        ("|q + p", 0, 1, "expected “|” to close this “|”"),
        (
            "(q + p]",
            6,
            1,
            "expected “)” or an operator after “p”, not “]”",
        ),
        ("q + p)", 5, 1, "closes no bracket"),
        ("()q", 1, 1, "not “)”"),
        ("cos", 3, 0, "after “cos”, not the end"),
        ("cos * q", 4, 1, "after “cos”, not “*”"),
        (
            "q 2",
            2,
            1,
            "expected an operator before 2, such as ·2 for a product or ^2 for a power",
        ),
        ("2 3 q", 2, 1, "an operator before 3"),
        (
            "q + 1,5",
            5,
            1,
            "expected a point in a decimal number, not a comma",
        ),
        ("q + 1.5.2", 7, 2, "an operator before .2"),
        ("q + .", 4, 1, "expected digits"),
        ("q + 1e999", 4, 5, "expected a number between"),
        ("q + 1e-999", 4, 6, "expected a number between"),
        ("q $ p", 2, 1, "not “$”"),
        (
            "π² + ü² + q р",
            12,
            1,
            "expected a Latin or Greek letter, not “р”",
        ),
        ("q\u{0}", 1, 1, "control character"),
        ("q = p", 2, 1, "or “H =” before it"),
        ("H = q = p", 6, 1, "not “=”"),
        ("m^2/2", 0, 5, "expected q and p"),
        ("q1 + p", 5, 1, "expected p1 or p2"),
        ("p^2/2 + q2", 0, 1, "(a power is written p^2)"),
        ("q4 + p1", 0, 2, "at most 3 degrees of freedom"),
        ("sech q", 0, 4, "not sech"),
        ("q + log10(q)", 4, 5, "not log10"),
        ("Sin(q)", 0, 3, "expected sin in small letters"),
        (
            "sin^-1 q",
            4,
            1,
            "expected a positive number as the power of sin",
        ),
        (
            "sin⁻¹ q",
            3,
            2,
            "expected a positive number as the power of sin",
        ),
        ("q\"p\"", 1, 3, "the name of a parameter between quotes"),
        ("q\"mgl", 1, 4, "the name of a parameter between quotes"),
        ("q m_", 4, 1, "an index of letters or digits after “_”"),
        ("1/0 + q", 0, 3, "“1/0” divides by zero"),
        ("q/0", 0, 3, "“q/0” divides by zero"),
        ("q + 2/(3 - 3)", 4, 9, "divides by zero"),
        (
            "q log(-2)",
            2,
            7,
            "“log(-2)” needs a positive number, not −2",
        ),
        ("q + 0^-1", 4, 4, "divides by zero"),
        (
            "q + (-8)^(1/3)",
            4,
            10,
            "raises the negative number −8 to the power 0.3333",
        ),
        ("q + exp(1000)", 4, 9, "is too large"),
        ("q + 10^200·10^200", 4, 13, "is too large"),
        ("q + acosh 0.5", 4, 9, "needs a number from 1, not 0.5"),
    ];
    for (formula, at, length, part) in cases {
        assert_error(formula, at, length, part);
    }
}

/// Positions count characters, not bytes.
#[test]
fn positions_count_characters() {
    let formula = "½ω₁²q₁² + ε ·";
    assert_error(
        formula,
        formula.chars().count(),
        0,
        "the end of the formula",
    );
    assert_eq!(formula.chars().count(), 13);
}

#[test]
fn long_and_deep_formulas_are_refused_with_the_limit() {
    let brackets = |n: usize| format!("{}q{}", "(".repeat(n), ")".repeat(n));
    let long = "q+".repeat(MAX_LENGTH / 2) + "q";
    assert_error(
        &long,
        MAX_LENGTH,
        1,
        "expected at most 1000 characters, not 1001",
    );
    assert_error(&brackets(5000), MAX_LENGTH, 9001, "not 10001");
    let longest = "q+".repeat(MAX_LENGTH / 2 - 1) + "qq";
    assert_close(&longest, energy(&read(&longest)), 499.0 * Q + Q * Q);

    read(&brackets(MAX_NESTING));
    let deep = format!("expected at most {MAX_NESTING} brackets");
    let nested = |open: &str| format!("{}q", open.repeat(MAX_NESTING + 1));
    assert_error(&brackets(MAX_NESTING + 1), MAX_NESTING + 1, 1, &deep);
    for open in [
        "sin ", "q^", "2^-", "√", "(", "{[", "|", "q(1+", "-(", "q/(", "sin(",
    ] {
        let formula: String = nested(open).chars().take(MAX_LENGTH).collect();
        let error = TypedHamiltonian::parse(&formula, &[])
            .unwrap_err()
            .to_string();
        assert!(error.contains(&deep), "{open}: {error}");
    }
    for chain in ["/q", "/2"] {
        let formula = "q".to_owned() + &chain.repeat(MAX_NESTING + 1);
        let error = TypedHamiltonian::parse(&formula, &[])
            .unwrap_err()
            .to_string();
        assert!(error.contains(&deep), "{chain}: {error}");
    }
    // Chains that do not nest are no deeper for being long.
    for chain in ["+q", "-q", "*q", " q", "|q|", "(q)"] {
        read(&("q".to_owned() + &chain.repeat(300)));
    }
    read(&("-".repeat(900) + "q"));
}

/// The deepest formula that is allowed needs the whole stack. Oracle: the same loop in this test.
#[test]
fn the_deepest_formula_can_be_evaluated() {
    let formula = (0..MAX_NESTING).fold("q".to_owned(), |inside, _| format!("p+p*({inside})"));
    let expected = (0..MAX_NESTING).fold(Q, |inside, _| P + P * inside);
    let hamiltonian = read(&formula);
    let found = energy(&hamiltonian);
    assert!(
        (found / expected - 1.0).abs() < 1e-13,
        "{found}, {expected}"
    );
    // A sum, a numerator and a factor wait on each level.
    let formula = (0..MAX_NESTING).fold("q".to_owned(), |inside, _| format!("p+p*p/q({inside})"));
    let expected = (0..MAX_NESTING).fold(Q, |inside, _| P + P * P / (Q * inside));
    let found = energy(&read(&formula));
    assert!(
        (found / expected - 1.0).abs() < 1e-10,
        "{found}, {expected}"
    );
}

#[test]
fn values_that_are_not_finite_are_explained() {
    let cases: [(&str, [f64; 2], usize, &str); 9] = [
        (
            "p + 1/q",
            [0.0, 1.0],
            4,
            "“1/q” divides by zero where q = 0, p = 1",
        ),
        (
            "p + q/(q - 1)",
            [1.0, 1.0],
            4,
            "divides by zero where q = 1",
        ),
        (
            "p log q",
            [-0.5, 1.0],
            2,
            "“log q” needs a positive number, not −0.5",
        ),
        (
            "p + sqrt(q - 3)",
            [1.0, 1.0],
            4,
            "needs a number that is not negative, not −2",
        ),
        (
            "sqrt(q) + p",
            [0.0, 1.0],
            0,
            "“sqrt(q)” has no finite slope",
        ),
        ("p + exp(q^2)", [40.0, 1.0], 4, "“exp(q^2)” is too large"),
        (
            "p + q^p",
            [-2.0, 0.5],
            4,
            "raises the negative number −2 to the power 0.5",
        ),
        ("p + q^-3", [0.0, 1.0], 4, "divides by zero"),
        ("q^200 p^200", [1e10, 1e10], 0, "is too large"),
    ];
    for (formula, state, position, part) in cases {
        let hamiltonian = read(formula);
        let bound = hamiltonian.with(&[]).unwrap();
        let error = hamiltonian.evaluate(&bound, &state).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(part), "{formula}: {message}");
        assert!(
            matches!(error, Error::Formula { at, .. } if at == position),
            "{formula}: {message}"
        );
    }
    // With values of parameters.
    let hamiltonian = read("p^2/2m + k q^2/2 + log(k)");
    for (values, part) in [
        (
            &[0.0, 1.0][..],
            "“p^2/2m” divides by zero where m = 0, k = 1",
        ),
        (
            &[1.0, -1.0],
            "“log(k)” needs a positive number, not −1 where m = 1, k = −1",
        ),
        (&[1.0, f64::NAN], "k: NaN is not allowed"),
        (&[1.0], "k: a missing value is not allowed"),
    ] {
        let message = hamiltonian.with(values).unwrap_err().to_string();
        assert!(message.contains(part), "{message}");
    }
}

/// Oracle: central differences of the values; h = 1e-5 leaves truncation and rounding of some 1e-10.
#[test]
fn every_function_has_its_derivative() {
    for function in functions() {
        let formula = format!("{}(q) p", function.name);
        let hamiltonian = read(&formula);
        let bound = hamiltonian.with(&[]).unwrap();
        let inside = match function.name {
            "acosh" => [1.3, 2.9],
            "asin" | "acos" | "atanh" => [-0.6, 0.8],
            "log" | "sqrt" => [0.4, 2.2],
            _ => [-0.7, 1.0],
        };
        for q in inside {
            let (energy, gradient) = hamiltonian.evaluate(&bound, &[q, 1.5]).unwrap();
            let h = |q: f64| bound.energy(&[q, 1.5]);
            let slope = (h(q + 1e-5) - h(q - 1e-5)) / 2e-5;
            let off = largest_difference(&gradient, &[slope, energy / 1.5]);
            assert!(off < 1e-8, "{formula} at {q}: {gradient:?}, {slope}");
        }
    }
    // The corner of |p|: the mean of both slopes.
    let corner = read("|p| + q");
    let (_, gradient) = corner
        .evaluate(&corner.with(&[]).unwrap(), &[0.0, 0.0])
        .unwrap();
    assert_eq!(gradient, [1.0, 0.0]);
    // Powers at 0, where a careless rule gives 0·∞.
    for (formula, slope) in [
        ("q^0 p", 0.0),
        ("q p", 1.5),
        ("q^2 p", 0.0),
        ("q^2.5 p", 0.0),
        ("q^(1 + 0p) p", 1.5),
    ] {
        let hamiltonian = read(formula);
        let bound = hamiltonian.with(&[]).unwrap();
        let (_, gradient) = hamiltonian.evaluate(&bound, &[0.0, 1.5]).unwrap();
        assert_eq!(gradient[0], slope, "{formula}");
    }
}

/// A random expression: its text and its value by plain arithmetic.
#[derive(Debug, Clone)]
struct Random {
    text: String,
    value: fn(&Random, [f64; 4]) -> f64,
    number: f64,
    inside: Vec<Random>,
}

impl Random {
    fn at(&self, x: [f64; 4]) -> f64 {
        (self.value)(self, x)
    }

    fn of(text: String, inside: Vec<Random>, value: fn(&Random, [f64; 4]) -> f64) -> Random {
        Random {
            text,
            value,
            number: 0.0,
            inside,
        }
    }
}

/// Smooth expressions in q1, q2, p1, p2 that stay moderate near the origin, in many notations.
fn any_expression() -> impl Strategy<Value = Random> {
    let variable = |name: &str, value| Just(Random::of(name.to_owned(), vec![], value));
    let leaf = prop_oneof![
        variable("q1", |_, x| x[0]),
        variable("q₂", |_, x| x[1]),
        variable("p_1", |_, x| x[2]),
        variable("p2", |_, x| x[3]),
        variable("½π", |_, _| PI / 2.0),
        (1u32..100).prop_map(|n| Random {
            number: f64::from(n) / 100.0,
            ..Random::of(format!("{}", f64::from(n) / 100.0), vec![], |random, _| {
                random.number
            })
        }),
    ];
    leaf.prop_recursive(5, 40, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            two.clone().prop_map(|(a, b)| Random::of(
                format!("{} + ({})", a.text, b.text),
                vec![a, b],
                |r, x| r.inside[0].at(x) + r.inside[1].at(x)
            )),
            two.clone().prop_map(|(a, b)| Random::of(
                format!("({}) − ({})", a.text, b.text),
                vec![a, b],
                |r, x| r.inside[0].at(x) - r.inside[1].at(x)
            )),
            two.clone().prop_map(|(a, b)| Random::of(
                format!("({})·({})", a.text, b.text),
                vec![a, b],
                |r, x| r.inside[0].at(x) * r.inside[1].at(x)
            )),
            two.clone().prop_map(|(a, b)| Random::of(
                format!("½({}){{{}}}", a.text, b.text),
                vec![a, b],
                |r, x| 0.5 * r.inside[0].at(x) * r.inside[1].at(x)
            )),
            two.prop_map(|(a, b)| Random::of(
                format!("({})/[3 + ({})²]", a.text, b.text),
                vec![a, b],
                |r, x| r.inside[0].at(x) / (3.0 + r.inside[1].at(x).powi(2))
            )),
            inner.clone().prop_map(|a| Random::of(
                format!("-sin({})^3", a.text),
                vec![a],
                |r, x| -r.inside[0].at(x).sin().powi(3)
            )),
            inner
                .clone()
                .prop_map(
                    |a| Random::of(format!("sin({})", a.text), vec![a], |r, x| r.inside[0]
                        .at(x)
                        .sin())
                ),
            inner.clone().prop_map(|a| Random::of(
                format!("cos² ({})", a.text),
                vec![a],
                |r, x| r.inside[0].at(x).cos().powi(2)
            )),
            inner.clone().prop_map(
                |a| Random::of(format!("tanh({})", a.text), vec![a], |r, x| r.inside[0]
                    .at(x)
                    .tanh())
            ),
            inner.clone().prop_map(|a| Random::of(
                format!("√(1 + ({})^2)", a.text),
                vec![a],
                |r, x| (1.0 + r.inside[0].at(x).powi(2)).sqrt()
            )),
            inner.clone().prop_map(|a| Random::of(
                format!("(2 + ({})²)^(q1/2)", a.text),
                vec![a],
                |r, x| (2.0 + r.inside[0].at(x).powi(2)).powf(x[0] / 2.0)
            )),
            inner.prop_map(
                |a| Random::of(format!("exp(-({})^2)", a.text), vec![a], |r, x| (-r.inside
                    [0]
                .at(x)
                .powi(2))
                .exp())
            ),
        ]
    })
}

fn config(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases.max(cases),
        failure_persistence: None,
        ..default
    }
}

proptest! {
    #![proptest_config(config(2000))]

    /// Oracles: plain arithmetic, and its central differences. Steep expressions are compared relative to their curvature, by
    /// the difference between two step sizes.
    #[test]
    fn random_formulas_have_their_values_and_gradients(
        random in any_expression(),
        x in prop::array::uniform4(-1.0..1.0),
    ) {
        // All variables occur, so that the state has four components.
        let formula = format!("{} + 0·(q1 + q2 + p1 + p2)", random.text);
        let hamiltonian = match TypedHamiltonian::parse(&formula, &[]) {
            Ok(hamiltonian) => hamiltonian,
            Err(error) => {
                let message = error.to_string();
                prop_assert!(message.contains("at most") || message.contains("too large"), "{formula}: {message}");
                return Ok(());
            }
        };
        let expected = random.at(x);
        prop_assume!(expected.abs() < 1e6);
        let bound = hamiltonian.with(&[]).unwrap();
        let mut gradient = [0.0; 4];
        bound.gradient(&x, &mut gradient);
        prop_assert!((bound.energy(&x) - expected).abs() <= 1e-9 * (1.0 + expected.abs()), "{formula}");
        for i in 0..4 {
            let slope = |h: f64| {
                let [mut low, mut high] = [x, x];
                low[i] -= h;
                high[i] += h;
                (random.at(high) - random.at(low)) / (2.0 * h)
            };
            let (fine, coarse) = (slope(1e-5), slope(2e-5));
            let allowed = 1e-6 * (1.0 + expected.abs() + fine.abs()) + 4.0 * (fine - coarse).abs();
            prop_assert!((gradient[i] - fine).abs() <= allowed, "{formula}, slope {i}: {} and {fine}", gradient[i]);
        }
    }

    /// Text of the alphabet of formulas is read or refused with a sentence, and never does harm.
    #[test]
    fn garbage_never_panics(
        text in "[qpmgle0-9 .+*/^()|−²³₁_{}\\[\\]πω\"√½=,-]{0,60}|(sin|cos|log|\\(|q|p|\\^|-|/| |2){0,40}|\\PC{0,40}",
        x in prop::array::uniform6(-3.0..3.0f64),
    ) {
        match TypedHamiltonian::parse(&text, &["m", "g"]) {
            Ok(hamiltonian) => {
                let values = vec![1.5; hamiltonian.parameters().len()];
                let _ = hamiltonian.reading().mathml.to_string();
                if let Ok(bound) = hamiltonian.with(&values) {
                    let x = &x[..2 * hamiltonian.dof()];
                    match hamiltonian.evaluate(&bound, x) {
                        Ok((energy, gradient)) => {
                            prop_assert_eq!(energy, bound.energy(x));
                            prop_assert!(energy.is_finite() && gradient.iter().all(|g| g.is_finite()));
                        }
                        Err(error) => prop_assert!(error.to_string().contains(" where "), "{}", error),
                    }
                }
            }
            Err(Error::Formula { at, length, problem }) => {
                prop_assert!(at + length <= text.chars().count() + 1, "{}: {} {}", text, at, length);
                prop_assert!(problem.chars().count() < 300, "{}", problem);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}
