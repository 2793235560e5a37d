//! Paints values on a grid: filled contours for energies, two hues for signed values, a mask.

/// Red, green, blue, alpha, row 0 at the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    /// `(height, width, 4)`.
    pub rgba: Vec<u8>,
}

/// The mapping of values to colours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// Filled contours, evenly spaced in the square root of the height above `low`, so that a quadratic valley gets
    /// equally spaced rings.
    Contours { low: f64, high: f64 },
    /// 0 is the background; ±`full` and beyond is the full hue.
    Signed { full: f64 },
    /// A mask: opaque beyond `edge`, transparent below.
    Beyond { edge: f64 },
}

/// Number of contours.
pub const BANDS: f64 = 12.0;

/// Pixels per grid value in each direction.
pub const ZOOM: usize = 5;

type Rgb = [f64; 3];

/// Colours of one theme.
struct Palette {
    ground: Rgb,
    high: Rgb,
    line: Rgb,
    negative: Rgb,
    positive: Rgb,
}

const LIGHT: Palette = Palette {
    ground: [252.0, 252.0, 250.0],
    high: [198.0, 208.0, 222.0],
    line: [168.0, 182.0, 202.0],
    negative: [96.0, 150.0, 196.0],
    positive: [226.0, 140.0, 96.0],
};

const DARK: Palette = Palette {
    ground: [18.0, 21.0, 27.0],
    high: [46.0, 57.0, 77.0],
    line: [72.0, 88.0, 116.0],
    negative: [40.0, 98.0, 150.0],
    positive: [158.0, 82.0, 44.0],
};

/// Paints `values` `(rows, columns)`, row 0 at the bottom, as a picture of the same rectangle with `ZOOM` pixels per value in
/// each direction. Values that are not finite are transparent.
pub fn paint(values: &[f64], columns: usize, rows: usize, scale: Scale, dark: bool) -> Picture {
    let palette = if dark { &DARK } else { &LIGHT };
    let levels: Vec<f64> = values.iter().map(|value| scale.level(*value)).collect();
    let (width, height) = (columns * ZOOM, rows * ZOOM);
    let fine = enlarge(&levels, columns, rows);
    let mut rgba = Vec::with_capacity(4 * width * height);
    for y in (0..height).rev() {
        let row = &fine[y * width..(y + 1) * width];
        let next = &fine[(y + 1).min(height - 1) * width..];
        for x in 0..width {
            let level = row[x];
            let slope = (row[(x + 1).min(width - 1)] - level).hypot(next[x] - level);
            let [r, g, b] = scale
                .colour(level, slope, palette)
                .map(|channel| channel.round() as u8);
            rgba.extend([r, g, b, scale.opacity(level, slope)]);
        }
    }
    Picture {
        width,
        height,
        rgba,
    }
}

impl Scale {
    /// Number of contours below the value, or fraction of the full hue.
    fn level(self, value: f64) -> f64 {
        match self {
            Scale::Contours { low, high } => {
                let height = (value - low) / (high - low);
                BANDS * height.abs().sqrt().copysign(height)
            }
            Scale::Signed { full } => value / full,
            Scale::Beyond { edge } => value - edge,
        }
    }

    /// Opacity of a level that changes by `slope` per pixel; the edge is a pixel wide.
    fn opacity(self, level: f64, slope: f64) -> u8 {
        match self {
            _ if !level.is_finite() => 0,
            Scale::Beyond { .. } => {
                (255.0 * (level / slope.max(1e-9) + 0.5).clamp(0.0, 1.0)).round() as u8
            }
            _ => 255,
        }
    }

    /// Colour of a level that changes by `slope` per pixel.
    fn colour(self, level: f64, slope: f64, palette: &Palette) -> Rgb {
        match self {
            Scale::Contours { .. } => {
                let share = (level.floor() / BANDS).clamp(0.0, 1.0);
                let distance = (level - level.round()).abs() / slope.max(1e-9);
                let line = if level.round() > 0.0 {
                    (1.0 - distance).max(0.0)
                } else {
                    0.0
                };
                mix(mix(palette.ground, palette.high, share), palette.line, line)
            }
            Scale::Signed { .. } => {
                let strength = level.clamp(-1.0, 1.0);
                let hue = if strength < 0.0 {
                    palette.negative
                } else {
                    palette.positive
                };
                mix(palette.ground, hue, strength.abs())
            }
            Scale::Beyond { .. } => [0.0; 3],
        }
    }
}

/// Enlarges a grid by `ZOOM` with Catmull–Rom interpolation along each axis.
fn enlarge(values: &[f64], columns: usize, rows: usize) -> Vec<f64> {
    let (horizontal, vertical) = (taps(columns), taps(rows));
    let mut wide = Vec::with_capacity(rows * horizontal.len());
    for row in values.chunks_exact(columns) {
        wide.extend(horizontal.iter().map(|tap| tap.of(|i| row[i])));
    }
    let width = horizontal.len();
    let mut fine = Vec::with_capacity(width * vertical.len());
    for tap in &vertical {
        fine.extend((0..width).map(|x| tap.of(|i| wide[i * width + x])));
    }
    fine
}

/// The four neighbours of a point and their weights.
struct Tap {
    at: [usize; 4],
    weight: [f64; 4],
}

impl Tap {
    fn of(&self, value: impl Fn(usize) -> f64) -> f64 {
        (0..4).map(|i| self.weight[i] * value(self.at[i])).sum()
    }
}

fn taps(count: usize) -> Vec<Tap> {
    let fine = count * ZOOM;
    let last = count as isize - 1;
    let tap = |i: usize| {
        let position = (i as f64 + 0.5) / fine as f64 * last as f64;
        let left = position.floor();
        let t = position - left;
        Tap {
            at: std::array::from_fn(|k| (left as isize + k as isize - 1).clamp(0, last) as usize),
            weight: [
                t * (-0.5 + t * (1.0 - 0.5 * t)),
                1.0 + t * t * (-2.5 + 1.5 * t),
                t * (0.5 + t * (2.0 - 1.5 * t)),
                t * t * (-0.5 + 0.5 * t),
            ],
        }
    };
    (0..fine).map(tap).collect()
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
            &[-2.0, 0.0, 0.0, 2.0],
            2,
            2,
            Scale::Signed { full: 1.0 },
            false,
        );
        let rgb = |colour: Rgb| colour.map(|c| c as u8);
        let last = 2 * ZOOM - 1;
        assert_eq!(pixel(&picture, 0, last)[..3], rgb(LIGHT.negative));
        assert_eq!(pixel(&picture, last, 0)[..3], rgb(LIGHT.positive));
    }

    #[test]
    fn a_mask_is_opaque_beyond_its_edge_alone() {
        let picture = paint(
            &[0.0, 2.0, 0.0, 2.0],
            2,
            2,
            Scale::Beyond { edge: 1.0 },
            false,
        );
        let opacities = |column| (0..picture.height).map(move |row| (column, row));
        let width = picture.width;
        assert!(opacities(0).all(|(x, y)| pixel(&picture, x, y)[3] == 0));
        assert!(opacities(width - 1).all(|(x, y)| pixel(&picture, x, y)[3] == 255));
    }

    #[test]
    fn values_that_are_not_finite_are_transparent() {
        let picture = paint(&[f64::NAN; 4], 2, 2, Scale::Signed { full: 1.0 }, true);
        assert!(picture.rgba.chunks(4).all(|pixel| pixel[3] == 0));
    }

    /// Closed form: Catmull–Rom interpolation reproduces straight lines away from the edges.
    #[test]
    fn enlarging_keeps_a_straight_line_straight() {
        let line: Vec<f64> = (0..20).flat_map(|_| (0..20).map(f64::from)).collect();
        let fine = enlarge(&line, 20, 20);
        let width = 20 * ZOOM;
        for x in width / 10..width * 9 / 10 {
            let expected = (x as f64 + 0.5) / width as f64 * 19.0;
            assert!((fine[50 * width + x] - expected).abs() < 1e-12, "{x}");
        }
    }

    /// Closed form: the contours of x² over 0 … 1 lie at x = i / BANDS.
    #[test]
    fn contours_of_a_quadratic_valley_are_evenly_spaced() {
        let row: Vec<f64> = (0..=240).map(|i| (f64::from(i) / 240.0).powi(2)).collect();
        let values = [row.clone(), row].concat();
        let picture = paint(
            &values,
            241,
            2,
            Scale::Contours {
                low: 0.0,
                high: 1.0,
            },
            false,
        );
        let width = picture.width as f64;
        for i in 1..BANDS as usize {
            let near = (i as f64 / BANDS * width) as usize;
            let darkest = (near - 20..near + 20).min_by_key(|x| pixel(&picture, *x, 0)[0]);
            assert!(
                darkest.is_some_and(|x| x.abs_diff(near) <= 1),
                "contour {i}: {darkest:?}, not {near}"
            );
        }
    }
}
