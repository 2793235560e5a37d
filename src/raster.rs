//! Values on a grid → the pixels of a picture: filled contours for energies, two hues for a sign.

/// Red, green, blue, alpha, row 0 at the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    /// `(height, width, 4)`.
    pub rgba: Vec<u8>,
}

/// How values become colours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// Filled contours between two values, evenly spaced in the square root of the height above `low`: a
    /// quadratic valley gets rings of equal distance.
    Contours { low: f64, high: f64 },
    /// 0 is the background, ±`full` and beyond the full hue.
    Signed { full: f64 },
}

/// Contours between the lowest and the highest value.
pub const BANDS: f64 = 12.0;

type Rgb = [f64; 3];

/// Colours of one theme.
struct Palette {
    ground: Rgb,
    high: Rgb,
    negative: Rgb,
    positive: Rgb,
}

const LIGHT: Palette = Palette {
    ground: [252.0, 252.0, 250.0],
    high: [186.0, 198.0, 214.0],
    negative: [96.0, 150.0, 196.0],
    positive: [226.0, 140.0, 96.0],
};

const DARK: Palette = Palette {
    ground: [18.0, 21.0, 27.0],
    high: [62.0, 76.0, 100.0],
    negative: [40.0, 98.0, 150.0],
    positive: [158.0, 82.0, 44.0],
};

/// Paints `values` `(height, width)`, row 0 at the bottom of the plane, which becomes the last row of the picture. A
/// value that is not finite becomes transparent.
pub fn paint(values: &[f64], width: usize, height: usize, scale: Scale, dark: bool) -> Picture {
    let palette = if dark { &DARK } else { &LIGHT };
    let mut rgba = Vec::with_capacity(4 * width * height);
    for row in values.chunks_exact(width).rev() {
        for value in row {
            let alpha = if value.is_finite() { 255 } else { 0 };
            let [r, g, b] = colour(*value, scale, palette).map(|channel| channel.round() as u8);
            rgba.extend([r, g, b, alpha]);
        }
    }
    Picture {
        width,
        height,
        rgba,
    }
}

fn colour(value: f64, scale: Scale, palette: &Palette) -> Rgb {
    match scale {
        Scale::Contours { low, high } => {
            let height = ((value - low) / (high - low)).clamp(0.0, 1.0).sqrt();
            let band = (height * BANDS).floor() / BANDS;
            mix(palette.ground, palette.high, band)
        }
        Scale::Signed { full } => {
            let strength = (value / full).clamp(-1.0, 1.0);
            let hue = if strength < 0.0 {
                palette.negative
            } else {
                palette.positive
            };
            mix(palette.ground, hue, strength.abs())
        }
    }
}

fn mix(from: Rgb, to: Rgb, share: f64) -> Rgb {
    std::array::from_fn(|i| from[i] + (to[i] - from[i]) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixel(picture: &Picture, column: usize, row: usize) -> &[u8] {
        &picture.rgba[4 * (row * picture.width + column)..][..4]
    }

    #[test]
    fn the_first_row_of_values_is_the_last_of_the_picture() {
        let picture = paint(
            &[-1.0, 0.0, 0.0, 1.0],
            2,
            2,
            Scale::Signed { full: 1.0 },
            false,
        );
        let rgb = |colour: Rgb| colour.map(|c| c as u8);
        assert_eq!(pixel(&picture, 0, 1)[..3], rgb(LIGHT.negative));
        assert_eq!(pixel(&picture, 1, 0)[..3], rgb(LIGHT.positive));
        assert_eq!(pixel(&picture, 0, 0)[..3], rgb(LIGHT.ground));
    }

    #[test]
    fn values_that_are_not_finite_are_transparent() {
        let picture = paint(
            &[f64::NAN, f64::INFINITY],
            2,
            1,
            Scale::Signed { full: 1.0 },
            true,
        );
        assert_eq!([picture.rgba[3], picture.rgba[7]], [0, 0]);
    }

    /// Rings of x² between 0 and 1 lie at x = i / BANDS.
    #[test]
    fn contours_of_a_quadratic_valley_are_evenly_spaced() {
        let values: Vec<f64> = (0..1200).map(|i| (i as f64 / 1200.0).powi(2)).collect();
        let picture = paint(
            &values,
            1200,
            1,
            Scale::Contours {
                low: 0.0,
                high: 1.0,
            },
            false,
        );
        let steps: Vec<usize> = (1..1200)
            .filter(|i| pixel(&picture, *i, 0) != pixel(&picture, i - 1, 0))
            .collect();
        assert_eq!(steps.len(), BANDS as usize - 1);
        assert!(
            steps
                .iter()
                .enumerate()
                .all(|(i, at)| at.abs_diff((i + 1) * 100) <= 1),
            "{steps:?}"
        );
    }
}
