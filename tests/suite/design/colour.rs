//! Colours as style sheets write them, and how well one can be read on another (WCAG 2.2).

/// Red, green and blue from 0 to 1, as on a screen.
pub(super) type Rgb = [f64; 3];

/// `#rgb`, `#rrggbb`, or `oklch(…)`, whose parts may come from the colour `brand`. How opaque it is does not matter.
pub(super) fn parse(value: &str, brand: Rgb) -> Rgb {
    let Some(parts) = value.strip_prefix("oklch(").and_then(|value| value.strip_suffix(')')) else {
        return hex(value);
    };
    let Some(parts) = parts.strip_prefix("from var(--brand) ") else {
        let parts: Vec<f64> = parts.split(' ').map(|part| part.parse().unwrap()).collect();
        return from_oklch([parts[0], parts[1], parts[2]]);
    };
    let [lightness, chroma, hue] = to_oklch(brand);
    let (light, rest) = parts.rsplit_once(' ').and_then(|(parts, _)| parts.rsplit_once(' ')).unwrap();
    let bound = |word: &str| light.strip_prefix(word)?.strip_suffix(')')?.parse::<f64>().ok();
    let light = match (bound("min(l, "), bound("max(l, ")) {
        (Some(most), _) => lightness.min(most),
        (_, Some(least)) => lightness.max(least),
        _ => light.parse().unwrap(),
    };
    from_oklch([light, if rest == "c" { chroma } else { rest.parse().unwrap() }, hue])
}

/// `#rgb` or `#rrggbb`, with or without how opaque it is.
pub(super) fn hex(value: &str) -> Rgb {
    let digits = value.strip_prefix('#').unwrap_or_else(|| panic!("{value} is no colour"));
    let wide = digits.len() > 4;
    [0, 1, 2].map(|at| {
        let digit = if wide { digits[2 * at..2 * at + 2].to_owned() } else { digits[at..=at].repeat(2) };
        f64::from(u8::from_str_radix(&digit, 16).unwrap()) / 255.0
    })
}

/// From 1 to 21.
pub(super) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let light = |colour: Rgb| {
        let [red, green, blue] = colour.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

fn linear(channel: f64) -> f64 {
    if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

fn curved(channel: f64) -> f64 {
    let channel = channel.clamp(0.0, 1.0);
    if channel <= 0.003_130_8 { channel * 12.92 } else { 1.055 * channel.powf(1.0 / 2.4) - 0.055 }
}

fn times(matrix: [[f64; 3]; 3], colour: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2])
}

/// Lightness, chroma and hue, the last in degrees.
fn to_oklch(colour: Rgb) -> [f64; 3] {
    let cones = times(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        colour.map(linear),
    );
    let [lightness, a, b] = times(
        [
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        cones.map(f64::cbrt),
    );
    [lightness, a.hypot(b), b.atan2(a).to_degrees()]
}

/// What a screen cannot show is cut off at the channel, as browsers do or nearly so.
fn from_oklch([lightness, chroma, hue]: [f64; 3]) -> Rgb {
    let (sin, cos) = hue.to_radians().sin_cos();
    let cones = times(
        [
            [1.0, 0.396_337_777_4, 0.215_803_757_3],
            [1.0, -0.105_561_345_8, -0.063_854_172_8],
            [1.0, -0.089_484_177_5, -1.291_485_548_0],
        ],
        [lightness, chroma * cos, chroma * sin],
    );
    let channels = times(
        [
            [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
            [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
            [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
        ],
        cones.map(|cone| cone.powi(3)),
    );
    channels.map(curved)
}

#[test]
fn known_colours_have_their_known_contrasts() {
    assert!((contrast(hex("#000"), hex("#fff")) - 21.0).abs() < 1e-9);
    assert!((contrast(hex("#767676"), hex("#ffffff")) - 4.54).abs() < 0.01);
    for colour in ["#0b6160", "#ffd400", "#123456"] {
        let again = from_oklch(to_oklch(hex(colour)));
        assert!(again.iter().zip(hex(colour)).all(|(a, b)| (a - b).abs() < 1e-3), "{colour}: {again:?}");
    }
}
