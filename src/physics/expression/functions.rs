//! FUNCTIONS: the functions that a formula may use, with their derivatives. Angles are in radians.

/// One function of one number.
pub struct Function {
    pub name: &'static str,
    /// Other spellings.
    pub aliases: &'static [&'static str],
    /// f(x).
    pub value: fn(f64) -> f64,
    /// f′(x) from x and f(x).
    pub slope: fn(f64, f64) -> f64,
    /// The numbers for which f is defined.
    pub domain: &'static str,
}

/// The domain of a function that is defined for every number.
pub const EVERYWHERE: &str = "a number";

const fn function(
    name: &'static str,
    aliases: &'static [&'static str],
    value: fn(f64) -> f64,
    slope: fn(f64, f64) -> f64,
    domain: &'static str,
) -> Function {
    Function {
        name,
        aliases,
        value,
        slope,
        domain,
    }
}

/// `√x`.
pub static SQRT: Function = function(
    "sqrt",
    &[],
    libm::sqrt,
    |_, root| 0.5 / root,
    "a number that is not negative",
);

/// `|x|`. Its slope at 0 is taken as 0, the mean of both sides.
pub static ABS: Function = function(
    "abs",
    &[],
    libm::fabs,
    |x, _| if x == 0.0 { 0.0 } else { x.signum() },
    EVERYWHERE,
);

// libm gives the same bits natively and in the browser.
static OTHERS: &[Function] = &[
    function("sin", &[], libm::sin, |x, _| libm::cos(x), EVERYWHERE),
    function("cos", &[], libm::cos, |x, _| -libm::sin(x), EVERYWHERE),
    function("tan", &[], libm::tan, |_, tan| 1.0 + tan * tan, EVERYWHERE),
    function(
        "asin",
        &["arcsin"],
        libm::asin,
        |x, _| 1.0 / libm::sqrt(1.0 - x * x),
        "a number from −1 to 1",
    ),
    function(
        "acos",
        &["arccos"],
        libm::acos,
        |x, _| -1.0 / libm::sqrt(1.0 - x * x),
        "a number from −1 to 1",
    ),
    function(
        "atan",
        &["arctan"],
        libm::atan,
        |x, _| 1.0 / (1.0 + x * x),
        EVERYWHERE,
    ),
    function("sinh", &[], libm::sinh, |x, _| libm::cosh(x), EVERYWHERE),
    function("cosh", &[], libm::cosh, |x, _| libm::sinh(x), EVERYWHERE),
    function(
        "tanh",
        &[],
        libm::tanh,
        |_, tanh| 1.0 - tanh * tanh,
        EVERYWHERE,
    ),
    function(
        "asinh",
        &["arsinh", "arcsinh"],
        libm::asinh,
        |x, _| 1.0 / libm::hypot(x, 1.0),
        EVERYWHERE,
    ),
    function(
        "acosh",
        &["arcosh", "arccosh"],
        libm::acosh,
        |x, _| 1.0 / (libm::sqrt(x - 1.0) * libm::sqrt(x + 1.0)),
        "a number from 1",
    ),
    function(
        "atanh",
        &["artanh", "arctanh"],
        libm::atanh,
        |x, _| 1.0 / (1.0 - x * x),
        "a number between −1 and 1",
    ),
    function("exp", &[], libm::exp, |_, exp| exp, EVERYWHERE),
    function(
        "log",
        &["ln"],
        libm::log,
        |x, _| 1.0 / x,
        "a positive number",
    ),
];

/// Functions that people type but that are not here: read as parameters, they would mislead.
const MISSING: &[&str] = &[
    "sec", "csc", "cot", "sech", "csch", "coth", "atan2", "log2", "log10", "cbrt", "sgn", "sign",
    "floor", "ceil", "round", "min", "max", "mod", "erf", "sinc",
];

/// All functions.
pub fn functions() -> impl Iterator<Item = &'static Function> {
    OTHERS.iter().chain([&SQRT, &ABS])
}

impl Function {
    /// All spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

/// The function with this spelling.
pub fn by_spelling(name: &str) -> Option<&'static Function> {
    functions().find(|function| function.spellings().any(|spelling| spelling == name))
}

/// Whether this is the name of a well-known function that formulas don't have.
pub fn is_missing(name: &str) -> bool {
    MISSING.contains(&name)
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Function) -> bool {
        self.name == other.name
    }
}
