//! Four f32 lanes. Only this file depends on the target's instructions.
//!
//! On wasm32 these are simd128 instructions, with relaxed SIMD's fused multiply-add if it is compiled in; elsewhere they are
//! arrays, which the compiler vectorises. Without the fused multiply-add, every operation is the IEEE one on each lane, so all
//! targets give the same bits.

use std::ops::{Add, Div, Mul, Sub};

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod target {
    pub use std::arch::wasm32::{
        f32x4_abs as abs, f32x4_add as add, f32x4_div as div, f32x4_mul as mul,
        f32x4_splat as splat, f32x4_sqrt as sqrt, f32x4_sub as sub, v128 as Lanes,
    };
    use std::arch::wasm32::{
        f32x4_gt, f32x4_pmax, f32x4_pmin, i32x4_shuffle, u32x4_shl, u32x4_splat, v128_and,
        v128_bitselect, v128_or,
    };

    #[inline(always)]
    pub fn from_array(v: [f32; 4]) -> Lanes {
        // SAFETY: both are 16 bytes, and every bit pattern is valid.
        unsafe { std::mem::transmute(v) }
    }

    #[inline(always)]
    pub fn to_array(v: Lanes) -> [f32; 4] {
        // SAFETY: as above.
        unsafe { std::mem::transmute(v) }
    }

    #[cfg(target_feature = "relaxed-simd")]
    pub use std::arch::wasm32::f32x4_relaxed_madd as mul_add;

    #[cfg(not(target_feature = "relaxed-simd"))]
    #[inline(always)]
    pub fn mul_add(a: Lanes, b: Lanes, c: Lanes) -> Lanes {
        add(mul(a, b), c)
    }

    #[inline(always)]
    pub fn min(v: Lanes, limit: Lanes) -> Lanes {
        f32x4_pmin(v, limit)
    }

    #[inline(always)]
    pub fn max(v: Lanes, limit: Lanes) -> Lanes {
        f32x4_pmax(v, limit)
    }

    #[inline(always)]
    pub fn with_sign_of(magnitude: Lanes, sign: Lanes) -> Lanes {
        v128_or(magnitude, v128_and(sign, u32x4_splat(1 << 31)))
    }

    #[inline(always)]
    pub fn select_above(v: Lanes, limit: Lanes, above: Lanes, otherwise: Lanes) -> Lanes {
        v128_bitselect(above, otherwise, f32x4_gt(v, limit))
    }

    #[inline(always)]
    pub fn sums([a, b, c, d]: [Lanes; 4]) -> Lanes {
        let ab = add(
            i32x4_shuffle::<0, 4, 1, 5>(a, b),
            i32x4_shuffle::<2, 6, 3, 7>(a, b),
        );
        let cd = add(
            i32x4_shuffle::<0, 4, 1, 5>(c, d),
            i32x4_shuffle::<2, 6, 3, 7>(c, d),
        );
        add(
            i32x4_shuffle::<0, 1, 4, 5>(ab, cd),
            i32x4_shuffle::<2, 3, 6, 7>(ab, cd),
        )
    }

    #[inline(always)]
    pub fn low_bits_as_exponent(v: Lanes) -> Lanes {
        u32x4_shl(v, 23)
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod target {
    #[derive(Clone, Copy)]
    #[repr(align(16))]
    pub struct Lanes([f32; 4]);

    #[inline(always)]
    fn zip(Lanes(a): Lanes, Lanes(b): Lanes, f: impl Fn(f32, f32) -> f32) -> Lanes {
        Lanes([f(a[0], b[0]), f(a[1], b[1]), f(a[2], b[2]), f(a[3], b[3])])
    }

    #[inline(always)]
    fn each(Lanes(v): Lanes, f: impl Fn(f32) -> f32) -> Lanes {
        Lanes([f(v[0]), f(v[1]), f(v[2]), f(v[3])])
    }

    #[inline(always)]
    pub fn from_array(v: [f32; 4]) -> Lanes {
        Lanes(v)
    }

    #[inline(always)]
    pub fn to_array(v: Lanes) -> [f32; 4] {
        v.0
    }

    #[inline(always)]
    pub fn splat(v: f32) -> Lanes {
        Lanes([v; 4])
    }

    #[inline(always)]
    pub fn add(a: Lanes, b: Lanes) -> Lanes {
        zip(a, b, |a, b| a + b)
    }

    #[inline(always)]
    pub fn sub(a: Lanes, b: Lanes) -> Lanes {
        zip(a, b, |a, b| a - b)
    }

    #[inline(always)]
    pub fn mul(a: Lanes, b: Lanes) -> Lanes {
        zip(a, b, |a, b| a * b)
    }

    #[inline(always)]
    pub fn div(a: Lanes, b: Lanes) -> Lanes {
        zip(a, b, |a, b| a / b)
    }

    #[inline(always)]
    pub fn mul_add(a: Lanes, b: Lanes, c: Lanes) -> Lanes {
        add(mul(a, b), c)
    }

    #[inline(always)]
    pub fn abs(v: Lanes) -> Lanes {
        each(v, f32::abs)
    }

    #[inline(always)]
    pub fn sqrt(v: Lanes) -> Lanes {
        each(v, f32::sqrt)
    }

    #[inline(always)]
    pub fn min(v: Lanes, limit: Lanes) -> Lanes {
        zip(v, limit, |v, limit| if limit < v { limit } else { v })
    }

    #[inline(always)]
    pub fn max(v: Lanes, limit: Lanes) -> Lanes {
        zip(v, limit, |v, limit| if v < limit { limit } else { v })
    }

    #[inline(always)]
    pub fn with_sign_of(magnitude: Lanes, sign: Lanes) -> Lanes {
        zip(magnitude, sign, f32::copysign)
    }

    #[inline(always)]
    pub fn select_above(v: Lanes, limit: Lanes, above: Lanes, otherwise: Lanes) -> Lanes {
        let mask = zip(v, limit, |v, limit| {
            f32::from_bits(if v > limit { u32::MAX } else { 0 })
        });
        let pick = |a: f32, mask: f32| f32::from_bits(a.to_bits() & mask.to_bits());
        let rest = |a: f32, mask: f32| f32::from_bits(a.to_bits() & !mask.to_bits());
        let either = |a: f32, b: f32| f32::from_bits(a.to_bits() | b.to_bits());
        zip(zip(above, mask, pick), zip(otherwise, mask, rest), either)
    }

    #[inline(always)]
    pub fn sums(v: [Lanes; 4]) -> Lanes {
        let sum = |Lanes(v): Lanes| (v[0] + v[2]) + (v[1] + v[3]);
        Lanes([sum(v[0]), sum(v[1]), sum(v[2]), sum(v[3])])
    }

    #[inline(always)]
    pub fn low_bits_as_exponent(v: Lanes) -> Lanes {
        each(v, |v| f32::from_bits(v.to_bits() << 23))
    }
}

/// Runs an elementwise pass in the widest registers of the processor. On x86-64 the pass is compiled twice, with and without
/// AVX2; operations and their order are the same, and so are the results.
#[inline(always)]
pub fn widest<R>(pass: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx2")]
        fn with_avx2<R>(pass: impl FnOnce() -> R) -> R {
            pass()
        }
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            return unsafe { with_avx2(pass) };
        }
    }
    pass()
}

/// Four f32 numbers.
#[derive(Clone, Copy)]
pub struct F32x4(target::Lanes);

impl F32x4 {
    #[inline(always)]
    pub fn splat(v: f32) -> Self {
        Self(target::splat(v))
    }

    #[inline(always)]
    pub fn from_array(v: [f32; 4]) -> Self {
        Self(target::from_array(v))
    }

    #[inline(always)]
    pub fn to_array(self) -> [f32; 4] {
        target::to_array(self.0)
    }

    /// # Safety
    /// Four elements must be readable at `from`.
    #[inline(always)]
    pub unsafe fn load(from: *const f32) -> Self {
        // SAFETY: guaranteed by the caller; the array has the alignment of f32.
        Self::from_array(unsafe { *from.cast::<[f32; 4]>() })
    }

    /// # Safety
    /// Four elements must be writable at `to`.
    #[inline(always)]
    pub unsafe fn store(self, to: *mut f32) {
        // SAFETY: as for `load`.
        unsafe { *to.cast::<[f32; 4]>() = self.to_array() }
    }

    /// self·factor + term; rounded once with relaxed SIMD, else twice.
    #[inline(always)]
    pub fn mul_add(self, factor: Self, term: Self) -> Self {
        Self(target::mul_add(self.0, factor.0, term.0))
    }

    #[inline(always)]
    pub fn abs(self) -> Self {
        Self(target::abs(self.0))
    }

    #[inline(always)]
    pub fn sqrt(self) -> Self {
        Self(target::sqrt(self.0))
    }

    /// The smaller of the two; NaN stays NaN.
    #[inline(always)]
    pub fn min(self, limit: f32) -> Self {
        Self(target::min(self.0, target::splat(limit)))
    }

    /// The larger of the two; NaN stays NaN.
    #[inline(always)]
    pub fn max(self, limit: f32) -> Self {
        Self(target::max(self.0, target::splat(limit)))
    }

    /// The lanes of self, which must not be negative, with the signs of `sign`.
    #[inline(always)]
    pub fn with_sign_of(self, sign: Self) -> Self {
        Self(target::with_sign_of(self.0, sign.0))
    }

    /// `above` where self > limit, `otherwise` elsewhere, NaN included.
    #[inline(always)]
    pub fn select_above(self, limit: f32, above: Self, otherwise: Self) -> Self {
        Self(target::select_above(
            self.0,
            target::splat(limit),
            above.0,
            otherwise.0,
        ))
    }

    /// The sums of the lanes of four vectors.
    #[inline(always)]
    pub fn sums(v: [Self; 4]) -> Self {
        Self(target::sums([v[0].0, v[1].0, v[2].0, v[3].0]))
    }

    /// 2ᵏ where the low eight bits of each lane hold k + 127; zero for k = −127.
    #[inline(always)]
    pub fn low_bits_as_exponent(self) -> Self {
        Self(target::low_bits_as_exponent(self.0))
    }
}

impl Add for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(target::add(self.0, other.0))
    }
}

impl Sub for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self(target::sub(self.0, other.0))
    }
}

impl Mul for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self(target::mul(self.0, other.0))
    }
}

impl Div for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        Self(target::div(self.0, other.0))
    }
}
