//! `Function`: a function in a record. Those of the program are constants; those of a visitor's law are made at run time.

use std::ops::Deref;
use std::sync::Arc;

/// A function of type `F`, such as `dyn Fn(f64) -> f64`.
pub enum Function<F: ?Sized + 'static> {
    Static(&'static F),
    Shared(Arc<F>),
}

impl<F: ?Sized> Deref for Function<F> {
    type Target = F;

    fn deref(&self) -> &F {
        match self {
            Function::Static(function) => function,
            Function::Shared(function) => function,
        }
    }
}

impl<F: ?Sized> Clone for Function<F> {
    fn clone(&self) -> Self {
        match self {
            Function::Static(function) => Function::Static(function),
            Function::Shared(function) => Function::Shared(function.clone()),
        }
    }
}

impl<F: ?Sized> std::fmt::Debug for Function<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(std::any::type_name::<F>())
    }
}
