//! The design language: the styles of the default theme against their tokens, and the tokens against the handbook.
//!
//! Style sheets are read as text, declaration by declaration. What stands here in words is for readers in
//! `content/theme/design.md`, whose tables are held to the styles as well.

mod colour;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use colour::{Rgb, contrast};

const TOKENS: &str = "10-tokens.css";

fn theme(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default").join(path)
}

fn handbook() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/theme/design.md")).unwrap()
}

/// Every style sheet by its name, without comments.
fn styles() -> BTreeMap<String, String> {
    let files = fs::read_dir(theme("static/css")).unwrap().map(|file| file.unwrap().path());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let bare: String =
            text.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, after)| after)).collect();
        (path.file_name().unwrap().to_string_lossy().into_owned(), bare)
    };
    files.map(read).collect()
}

/// Property and value of every declaration of a style sheet, texts between quotes left out.
fn declarations(styles: &str) -> Vec<(String, String)> {
    let bare: String = styles.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
    let parts = bare.split(['{', '}', ';']);
    let pairs = parts.filter_map(|part| part.trim().split_once(": "));
    pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

/// The tokens, from name to value: what is set first, as paper has some of its own.
fn tokens() -> BTreeMap<String, String> {
    let all = declarations(&styles()[TOKENS]).into_iter().filter(|(name, _)| name.starts_with("--"));
    all.rev().collect()
}

/// The cells of the rows of every table in `text` that begin with a name in backticks.
fn rows(text: &str) -> Vec<Vec<String>> {
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect()).collect()
}

fn numbers(value: &str, unit: &str) -> Vec<f64> {
    let words = value.split(|c: char| c.is_whitespace() || "(),".contains(c));
    words.filter_map(|word| word.strip_suffix(unit)?.parse::<f64>().ok()).collect()
}

#[test]
fn colours_and_sizes_stand_in_the_tokens_alone() {
    let mut faults = String::new();
    for (file, text) in styles().into_iter().filter(|(file, _)| file != TOKENS) {
        for (name, value) in declarations(&text) {
            if let Some(fault) = stray(&name, &value) {
                let _ = write!(faults, "\n{file}: `{name}: {value}`: {fault}");
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// What a declaration says itself that is a token's to say.
fn stray(name: &str, value: &str) -> Option<&'static str> {
    let hex = value.split('#').skip(1).any(|after| after.starts_with(|c: char| c.is_ascii_hexdigit()));
    if hex || ["rgb(", "hsl(", "oklch(", "oklab(", "light-dark(", "color-mix("].iter().any(|kind| value.contains(kind))
    {
        return Some("a colour is a token");
    }
    // Lines are one or two pixels wide on every screen, whatever size the text has.
    if numbers(value, "px").iter().any(|px| px.abs() > 2.0) {
        return Some("lines have 1px, 2px or `--edge`, all else is a token");
    }
    let relative = |value: &str| numbers(value, "rem").iter().all(|rem| *rem == 0.0);
    let spacing = ["margin", "padding", "gap", "scroll-margin"];
    if (name == "font-size" && value != "1rem" && !relative(value))
        || (name.ends_with("gap") || spacing.iter().any(|start| name.starts_with(start))) && !relative(value)
    {
        return Some("take the nearest step of the scale");
    }
    None
}

#[test]
fn a_value_of_its_own_is_seen() {
    for (name, value) in [
        ("color", "#fff"),
        ("background", "linear-gradient(light-dark(#0003, #000b), transparent)"),
        ("border-radius", "4px"),
        ("box-shadow", "inset -3px 0 var(--accent)"),
        ("font-size", "0.9rem"),
        ("padding-inline", "0 1.1rem"),
        ("row-gap", "0.35rem"),
    ] {
        assert!(stray(name, value).is_some(), "{name}: {value}");
    }
    for (name, value) in [
        ("color", "var(--ink)"),
        ("border", "1px solid var(--line)"),
        ("font-size", "0.9em"),
        ("font-size", "1rem"),
        ("padding", "var(--space-2) 0 0.2em"),
        ("inline-size", "min(44rem, 100vw - 1.5rem)"),
    ] {
        assert!(stray(name, value).is_none(), "{name}: {value}");
    }
}

#[test]
fn every_custom_property_that_is_used_is_set() {
    let all = styles();
    let set: BTreeSet<String> = all.values().flat_map(|text| declarations(text)).map(|(name, _)| name).collect();
    for (file, text) in &all {
        for name in text.split("var(").skip(1) {
            let name = name.split([')', ',']).next().unwrap().trim();
            assert!(set.contains(name), "{file}: nothing sets {name}");
        }
        assert!(
            !text.contains('\'') && !text.contains("\\\""),
            "{file}: only plain \"…\" is understood when blanks are left out"
        );
    }
}

#[test]
fn the_handbook_names_every_token_and_gives_its_value() {
    let (text, tokens) = (handbook(), tokens());
    for name in tokens.keys() {
        assert!(text.contains(&format!("`{name}`")), "content/theme/design.md does not say what {name} is");
    }
    let scales: Vec<_> =
        rows(&text).into_iter().filter(|row| row[0].starts_with("--") && row[1].ends_with("rem")).collect();
    assert!(scales.len() > 15, "the tables of the scales");
    for row in scales {
        assert_eq!(Some(&row[1]), tokens.get(&row[0]), "{}", row[0]);
    }
}

/// The rows of the table of contrasts: text, ground, ratio in light and in dark, and the least there may be.
#[test]
fn colours_can_be_read_on_their_grounds_as_the_handbook_says() {
    let tokens = tokens();
    let hues: Vec<f64> = declarations(&styles()[TOKENS])
        .iter()
        .filter(|(name, _)| name == "--hue")
        .map(|(_, value)| value.parse().unwrap())
        .collect();
    let mut seen = BTreeSet::new();
    for row in rows(&handbook()).into_iter().filter(|row| row.len() > 4 && tokens.contains_key(&row[1])) {
        let least: f64 = row[4].parse().unwrap();
        for (dark, said) in [(false, &row[2]), (true, &row[3])] {
            let of = |name: &str, hue: f64| colour(&tokens, name, dark, hue, None);
            let worst = hues.iter().map(|hue| contrast(of(&row[0], *hue), of(&row[1], *hue))).fold(f64::MAX, f64::min);
            assert!(worst >= least, "{} on {}: {worst:.2}", row[0], row[1]);
            assert_eq!(format!("{worst:.1}"), *said, "{} on {}", row[0], row[1]);
        }
        // Text needs 4.5; 3 is enough for lines and edges.
        assert_eq!(row[4], if row[0].contains("line") { "3" } else { "4.5" }, "{}", row[0]);
        seen.insert(row[0].clone());
    }
    let texts = ["--ink", "--ink-soft", "--accent", "--tint-ink", "--tint-line", "--line-strong"];
    for name in texts.into_iter().chain(tokens.keys().map(String::as_str).filter(|name| name.starts_with("--code-"))) {
        assert!(seen.contains(name), "the handbook gives no contrast of {name}");
    }
}

/// `accent:` may be any colour.
#[test]
fn any_accent_can_be_read() {
    let tokens = tokens();
    for channel in 0..6_u32.pow(3) {
        let level = |at: u32| f64::from(channel / 6_u32.pow(at) % 6) / 5.0;
        let brand = [level(0), level(1), level(2)];
        for dark in [false, true] {
            let of = |name: &str| colour(&tokens, name, dark, 0.0, Some(brand));
            for (text, ground) in [
                ("--accent", "--paper"),
                ("--accent", "--field"),
                ("--accent", "--raised"),
                ("--accent", "--accent-soft"),
                ("--ink", "--accent-soft"),
                ("--ink-soft", "--accent-soft"),
            ] {
                let ratio = contrast(of(text), of(ground));
                assert!(ratio >= 4.5, "{brand:?} {dark}: {text} on {ground}: {ratio:.2}");
            }
        }
    }
}

/// The colour of a token in one palette, with the hue of a kind of page, and with an accent of a site's own.
fn colour(tokens: &BTreeMap<String, String>, name: &str, dark: bool, hue: f64, brand: Option<Rgb>) -> Rgb {
    let brand = brand.unwrap_or_else(|| colour::hex(&tokens["--brand"]));
    let value = tokens.get(name).unwrap_or_else(|| panic!("there is no {name}"));
    let value = value.replace("var(--hue, 75)", &hue.to_string());
    let sides = value.strip_prefix("light-dark(").and_then(|value| value.strip_suffix(')'));
    let side = sides.map_or(value.as_str(), |sides| {
        // The comma between the two is the one outside of all brackets.
        let depth = |at: usize| sides[..at].matches('(').count() - sides[..at].matches(')').count();
        let comma = sides.match_indices(", ").map(|(at, _)| at).find(|at| depth(*at) == 0).unwrap();
        if dark { &sides[comma + 2..] } else { &sides[..comma] }
    });
    colour::parse(side, brand)
}

#[test]
fn icons_are_of_one_set_are_used_and_bring_their_licence() {
    let mut templates = String::new();
    let mut folders = vec![theme("templates")];
    let mut icons = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match path.extension().map(|ending| ending.to_string_lossy().into_owned()).as_deref() {
                None => folders.push(path),
                Some("svg") => drop(icons.insert(name, fs::read_to_string(path).unwrap())),
                Some(_) => templates += &fs::read_to_string(path).unwrap(),
            }
        }
    }
    assert!((10..=20).contains(&icons.len()), "{}", icons.len());
    for (name, icon) in &icons {
        assert!(templates.contains(&format!("{{% include \"icons/{name}\" %}}")), "no template shows {name}");
        let start = r#"<svg class="icon" aria-hidden="true" viewBox="0 0 24 24" width="20" height="20">"#;
        assert!(icon.starts_with(start) && icon.ends_with("</svg>") && icon.len() < 400, "{name}");
        assert!(!icon.contains("fill=") && !icon.contains("stroke="), "{name} has the colour of its text");
    }
    assert_eq!(templates.matches("<svg").count(), 0, "icons lie in templates/icons");
    let licence = fs::read_to_string(theme("static/icons-license.txt")).unwrap();
    assert!(licence.contains("Lucide") && licence.contains("ISC License") && licence.contains("The MIT License"));
}
