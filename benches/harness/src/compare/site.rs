//! The folder that every generator builds from: one content folder, a configuration for each.

use std::io;
use std::path::{Path, PathBuf};

/// A site with its configurations.
#[derive(Clone, Debug)]
pub struct Site {
    /// What `--root` and `--source` name.
    pub root: PathBuf,
    /// How many Markdown files it has.
    pub pages: usize,
}

/// What a build left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// Files that end in `.html`.
    pub pages: usize,
    /// All files.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// The one template: a whole page, with nothing that costs.
const TEMPLATE: &str = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head>\n\
                        <body><main><h1>{{ .Title }}</h1>\n{{ .Content }}</main></body>\n</html>\n";

/// The configuration of the build with one template.
pub const ONE_TEMPLATE: &str = "one-template.yaml";

/// The same page for Guildhall.
const OWN_TEMPLATE: &str = "<!doctype html>\n<html lang=\"{{ language }}\">\n<head><meta charset=\"utf-8\"><title>{{ page.title }}</title>\
                            </head>\n<body><main><h1>{{ page.title }}</h1>\n{{ page.body }}</main></body>\n</html>\n";

/// The default theme's templates. All that make a page are replaced.
const TEMPLATES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../themes/default/templates");

impl Site {
    /// Where the pages are.
    pub fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// Writes the configurations, Hugo's template and a theme of one template.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn configure(&self, highlight: bool) -> io::Result<()> {
        let guildhall = format!("title: Bench\nbase_url: https://example.org/\nmarkdown:\n  highlight: {highlight}\n");
        // Pages alone: whatever Hugo would make besides is off.
        let hugo = format!(
            "baseURL = \"https://example.org/\"\ntitle = \"Bench\"\n\
             disableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\", \"robotsTXT\", \"404\"]\n\
             [markup.highlight]\ncodeFences = {highlight}\nnoClasses = false\n"
        );
        let layouts = self.root.join("layouts/_default");
        std::fs::create_dir_all(&layouts)?;
        std::fs::write(self.root.join(ONE_TEMPLATE), format!("{guildhall}theme: one\n"))?;
        std::fs::write(self.root.join("guildhall.yaml"), guildhall)?;
        self.one_template()?;
        std::fs::write(self.root.join("hugo.toml"), hugo)?;
        std::fs::write(layouts.join("single.html"), TEMPLATE)?;
        std::fs::write(layouts.join("list.html"), TEMPLATE)
    }

    /// A theme whose pages are all made by [`OWN_TEMPLATE`], whatever their kind.
    fn one_template(&self) -> io::Result<()> {
        let theme = self.root.join("themes/one/templates");
        std::fs::create_dir_all(&theme)?;
        for entry in std::fs::read_dir(TEMPLATES)? {
            let entry = entry?;
            // Parts lie in folders; the dialog is a script in the end, a redirect is no page, and the frames are what the
            // default theme's own templates fill.
            let makes_pages = entry.file_type()?.is_file()
                && !["article.html", "base.html", "dialog.html", "redirect.html"]
                    .contains(&&*entry.file_name().to_string_lossy());
            if makes_pages {
                std::fs::write(theme.join(entry.file_name()), OWN_TEMPLATE)?;
            }
        }
        Ok(())
    }
}

impl Output {
    /// Counts what lies below a folder.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn count(folder: &Path) -> io::Result<Self> {
        let mut sum = Self::default();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let data = entry.metadata()?;
            if data.is_dir() {
                let below = Self::count(&entry.path())?;
                sum.pages += below.pages;
                sum.files += below.files;
                sum.bytes += below.bytes;
            } else {
                sum.pages += usize::from(entry.path().extension().is_some_and(|extension| extension == "html"));
                sum.files += 1;
                sum.bytes += data.len();
            }
        }
        Ok(sum)
    }
}
