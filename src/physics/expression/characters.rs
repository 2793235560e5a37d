//! What single characters of a formula mean.

pub fn is_space(c: char) -> bool {
    // Also invisible operators and marks, which come along when text is copied.
    c.is_whitespace() || matches!(c, '\u{2061}'..='\u{2064}' | '\u{200b}' | '\u{feff}')
}

pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (c.is_alphabetic() && matches!(c, 'µ' | '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}'))
        || matches!(c, 'ℏ' | 'ℓ')
}

/// The micro sign is the Greek μ, and the Planck constant has two characters.
pub fn without_variants(c: char) -> char {
    match c {
        'µ' => 'μ',
        'ℏ' => 'ħ',
        c => c,
    }
}

/// The value of a digit, large or small below the line, as a character.
pub fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '₀'..='₉' => char::from_digit(u32::from(c) - u32::from('₀'), 10),
        _ => None,
    }
}

/// A small character above the line as a plain one.
pub fn superscript(c: char) -> Option<char> {
    let at = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺".chars().position(|small| small == c)?;
    "0123456789-+".chars().nth(at)
}

pub fn vulgar_fraction(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅙' => 1.0 / 6.0,
        '⅛' => 0.125,
        _ => return None,
    })
}

/// Whether this is π or e.
pub fn is_constant(name: &str) -> bool {
    ["π", "pi", "e"].contains(&name)
}

/// Whether this spells a Greek letter: never a product.
pub fn spells_greek(name: &str) -> bool {
    const GREEK: &[&str] = &[
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
        "lambda", "mu", "nu", "xi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega",
    ];
    GREEK.contains(&&*name.to_lowercase())
}

/// Whether this is q or p, with or without a number. q0 and p0 are left for parameters, such as a position at rest.
pub fn is_variable(name: &str) -> bool {
    let number = name.strip_prefix(['q', 'p']);
    number.is_some_and(|number| {
        !number.starts_with('0') && number.chars().all(|c| c.is_ascii_digit())
    })
}
