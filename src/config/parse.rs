//! From text to [`Config`], setting by setting; a faulty one keeps its default.

use std::collections::BTreeMap;

use super::folders::{below_root, output_fault};
use super::{BaseUrl, Channel, CheckSetting, Config, Feedback, Forge, KINDS, KindSetting, Repository};
use super::{feedback, values};
use crate::base::code::Code;
use crate::base::diag::{Diags, Severity};
use crate::base::path::SourcePath;
use crate::base::span::{Span, Spanned};
use crate::base::text::{nearest, shown};
use crate::base::yaml::{Node, Reader, Rules, load};

const KNOWN: [&str; 21] = [
    "title",
    "description",
    "base_url",
    "content",
    "output",
    "language",
    "languages",
    "time_zone",
    "theme",
    "accent",
    "logo",
    "footer",
    "repository",
    "feedback",
    "audiences",
    "audience",
    "defaults",
    "kinds",
    "checks",
    "markdown",
    "search",
];

/// Reads the configuration. Every fault is found; without one of them being an error there is a [`Config`]. An empty
/// text gives the defaults.
pub fn parse(text: &str, path: &SourcePath) -> (Option<Config>, Diags) {
    let (node, mut diags) = load(text, 0, path, Rules::CONFIG);
    let mut config = Config { path: path.clone(), ..Config::default() };
    let mut parser = Parser { reader: Reader::of_config(path), config: &mut config, places: BTreeMap::new() };
    if let Some(node) = &node {
        parser.settings(node);
    }
    parser.together();
    diags.extend(parser.reader.finish());
    let usable = diags.iter().all(|diag| diag.severity > Severity::PageError);
    (usable.then_some(config), diags)
}

pub(super) struct Parser<'a> {
    pub(super) reader: Reader<'a>,
    config: &'a mut Config,
    /// Where the settings are written that are checked against each other.
    places: BTreeMap<&'static str, Span>,
}

impl Parser<'_> {
    fn settings(&mut self, node: &Node) {
        let Some(entries) = node.map() else {
            let hint = "write each on a line, with a blank after the colon";
            return self.reader.find(Code::ConfigSyntax, node.span, "these are no `key: value` lines", hint);
        };
        for (key, value) in entries {
            match KNOWN.into_iter().find(|known| *known == key.text) {
                Some(name) => {
                    self.places.insert(name, value.span);
                    self.setting(name, value);
                }
                None => self.reader.unknown_key(key, "", KNOWN),
            }
        }
    }

    fn setting(&mut self, name: &'static str, value: &Node) {
        match name {
            "title" | "content" | "output" | "language" => self.with_default(name, value),
            "description" => self.config.description = self.text(name, value),
            "base_url" => self.base_url(name, value),
            "languages" => self.config.languages = self.languages(name, value),
            "time_zone" => self.config.time_zone = self.reader.zone(name, value),
            "theme" => self.theme(name, value),
            "accent" => {
                self.config.accent = self.checked(name, value, values::is_colour, "a colour", "write it as `#0b6b6b`");
            }
            "logo" => self.config.logo = self.logo(value),
            "footer" => self.config.footer = self.footer(value),
            "repository" => self.config.repository = self.repository(value),
            "feedback" => self.config.feedback = feedback::read(&mut self.reader, value),
            "audiences" => self.config.audiences = self.audiences(value),
            "audience" => self.config.audience = self.text(name, value),
            "defaults" if value.is_nothing() || value.map().is_some() => self.config.defaults = Some(value.clone()),
            "defaults" => drop(self.reader.map(name, value)),
            "kinds" => self.kinds(value),
            "checks" => self.checks(value),
            "markdown" => self.flags(name, value, &["html", "highlight"]),
            _ => self.search(value),
        }
    }

    /// Settings that are never absent.
    fn with_default(&mut self, name: &str, value: &Node) {
        let text = match name {
            "content" => self.folder(name, value),
            "language" => self.languages(name, value).pop(),
            _ => self.text(name, value),
        };
        let target = match name {
            "content" => &mut self.config.content,
            "language" => &mut self.config.language,
            "output" => &mut self.config.output,
            _ => &mut self.config.title,
        };
        replace(target, text);
    }

    fn text(&mut self, name: &str, value: &Node) -> Option<String> {
        self.reader.text(name, value).map(|text| text.value)
    }

    fn checked(&mut self, name: &str, value: &Node, fits: fn(&str) -> bool, what: &str, hint: &str) -> Option<String> {
        let text = self.text(name, value)?;
        if fits(&text) {
            return Some(text);
        }
        self.reader.wrong_value(value.span, format!("`{name}` must be {what}, but is `{}`", shown(&text)), hint);
        None
    }

    fn base_url(&mut self, name: &str, value: &Node) {
        match self.text(name, value).map(|text| BaseUrl::parse(&text)) {
            Some(Ok(base)) => self.config.base_url = Some(base),
            Some(Err(why)) => {
                self.reader.wrong_value(value.span, format!("`{name}` {why}"), "write it as `https://kb.example.org/`");
            }
            None => {}
        }
    }

    fn folder(&mut self, name: &str, value: &Node) -> Option<String> {
        match below_root(&self.text(name, value)?) {
            Ok(folder) => Some(folder),
            Err(why) => {
                self.reader.wrong_value(value.span, format!("`{name}` {why}"), "name a folder, as in `content`");
                None
            }
        }
    }

    fn languages(&mut self, name: &str, value: &Node) -> Vec<String> {
        let mut codes = Vec::new();
        for text in self.reader.texts(name, value) {
            match values::language_code(&text.value) {
                Some(code) if codes.contains(&code) => {}
                Some(code) => codes.push(code),
                None => {
                    let message = format!("`{}` is not a language code", shown(&text.value));
                    self.reader.wrong_value(text.span, message, "write a code such as `en` or `pt-br`");
                }
            }
        }
        codes
    }

    fn theme(&mut self, name: &str, value: &Node) {
        let hint = "letters, digits, `-` and `_`, as in `default`";
        if let Some(theme) = self.checked(name, value, values::is_theme, "the name of a folder below `themes/`", hint) {
            self.config.theme = Spanned::new(theme, value.span);
        }
    }

    fn audiences(&mut self, value: &Node) -> Vec<String> {
        let mut audiences = Vec::new();
        for text in self.reader.texts("audiences", value) {
            if !values::is_word(&text.value) {
                let message = format!("`{}` cannot name an audience", shown(&text.value));
                self.reader.wrong_value(text.span, message, "use letters, digits, `-` and `_` only");
            } else if !audiences.contains(&text.value) {
                audiences.push(text.value);
            }
        }
        audiences
    }

    fn repository(&mut self, value: &Node) -> Option<Repository> {
        if value.is_nothing() {
            return None;
        }
        let (mut url, mut forge, mut branch, mut folder) = (None, None, None, None);
        if value.text().is_some() {
            url = self.repository_url(value);
        } else {
            for (key, value) in self.reader.map("repository", value) {
                match key.text.as_str() {
                    "url" => url = self.repository_url(value),
                    "forge" => forge = self.forge(value),
                    "branch" => {
                        let fits = |text: &str| !text.contains(|c: char| c.is_whitespace() || c.is_control());
                        branch = self.checked("branch", value, fits, "the name of a branch", "write it as `main`");
                    }
                    "folder" => folder = self.folder("folder", value),
                    _ => self.reader.unknown_key(key, "in `repository`", ["url", "forge", "branch", "folder"]),
                }
            }
            if value.map().is_some() && value.get("url").is_none() {
                self.reader.wrong_value(value.span, "`repository` has no `url`", "add `url: https://…`");
            }
        }
        let url = url?;
        let Some(forge) = forge.or_else(|| Forge::of(&url)) else {
            let hint = format!("add `forge:` with one of {}", Forge::WORDS.join(", "));
            self.reader.wrong_value(value.span, "the forge of `repository` cannot be told from its address", &hint);
            return None;
        };
        let branch = branch.unwrap_or_else(|| "main".to_owned());
        Some(Repository { forge, url, branch, folder: folder.unwrap_or_default() })
    }

    fn repository_url(&mut self, value: &Node) -> Option<String> {
        let text = self.text("url", value)?;
        let url = values::repository_url(&text);
        if url.is_none() {
            let hint = "write it as `https://github.com/owner/name`";
            self.reader.wrong_value(value.span, "the repository must be the address of its web page", hint);
        }
        url
    }

    fn forge(&mut self, value: &Node) -> Option<Forge> {
        let text = self.text("forge", value)?;
        let forge = Forge::parse(&text);
        if forge.is_none() {
            self.reader.wrong_value(
                value.span,
                format!("`{}` is not a forge that Guildhall knows", shown(&text)),
                &format!("write one of {}", Forge::WORDS.join(", ")),
            );
        }
        forge
    }

    fn kinds(&mut self, value: &Node) {
        for (key, value) in self.reader.map("kinds", value) {
            let Some(kind) = KINDS.iter().copied().find(|kind| *kind == key.text) else {
                self.reader.unknown_key(key, "in `kinds`", KINDS.iter().copied());
                continue;
            };
            let mut setting = KindSetting::default();
            for (key, value) in self.reader.map(kind, value) {
                match key.text.as_str() {
                    "review_every" => setting.review_every = self.reader.interval("review_every", value),
                    _ => self.reader.unknown_key(key, &format!("of kind `{kind}`"), ["review_every"]),
                }
            }
            self.config.kinds.insert(kind, setting);
        }
    }

    fn flags(&mut self, name: &str, value: &Node, known: &'static [&'static str]) {
        for (key, value) in self.reader.map(name, value) {
            let target = match (name, key.text.as_str()) {
                ("markdown", "html") => &mut self.config.markdown.html,
                ("markdown", "highlight") => &mut self.config.markdown.highlight,
                _ => {
                    self.reader.unknown_key(key, &format!("in `{name}`"), known.iter().copied());
                    continue;
                }
            };
            replace(target, self.reader.flag(&key.text, value));
        }
    }

    fn search(&mut self, value: &Node) {
        for (key, value) in self.reader.map("search", value) {
            match key.text.as_str() {
                "offline" => replace(&mut self.config.search.offline, self.reader.flag("offline", value)),
                "beacon" => {
                    let hint = "write it as `https://stats.example.org/search` or `/stats/search`";
                    self.config.search.beacon = self.checked("beacon", value, values::is_beacon, "an address", hint);
                }
                _ => self.reader.unknown_key(key, "in `search`", ["offline", "beacon"]),
            }
        }
    }

    fn checks(&mut self, value: &Node) {
        if value.map().is_none() && value.text().is_none() {
            for item in value.items().unwrap_or_default() {
                self.check_item(item);
            }
            return;
        }
        for (key, value) in self.reader.map("checks", value) {
            let rule = Spanned::new(key.text.clone(), key.span);
            self.check(&rule, value, String::new());
        }
    }

    fn check_item(&mut self, item: &Node) {
        const PARTS: [&str; 3] = ["rule", "folder", "severity"];
        for (key, _) in self.reader.map("checks", item).iter().filter(|(key, _)| !PARTS.contains(&key.text.as_str())) {
            self.reader.unknown_key(key, "in an item of `checks`", PARTS);
        }
        let folder = item.get("folder").and_then(|folder| self.folder("folder", folder)).unwrap_or_default();
        let rule = item.get("rule").and_then(|rule| self.reader.text("rule", rule));
        match (rule, item.get("severity")) {
            (Some(rule), Some(severity)) => self.check(&rule, severity, folder),
            _ if item.map().is_none() => {}
            _ => self.reader.wrong_value(item.span, "an item of `checks` needs `rule` and `severity`", ""),
        }
    }

    fn check(&mut self, rule: &Spanned<String>, severity: &Node, folder: String) {
        let Some(code) = Code::parse(&rule.value) else {
            // A warning: a rule that a later version gives up must not keep a site from being published.
            let hint = match nearest(&rule.value, Code::ALL.iter().map(|code| code.word())) {
                Some(word) => format!("did you mean `{word}`?"),
                None => "see the handbook's list of rules".to_owned(),
            };
            let message = format!("there is no rule `{}`", shown(&rule.value));
            return self.reader.find(Code::KeyUnknown, rule.span, message, &hint);
        };
        let severity_set = match severity.text() {
            Some("error") => Some(Severity::PageError),
            Some("warning") => Some(Severity::Warning),
            Some("advice") => Some(Severity::Advice),
            Some("off") => None,
            _ => return self.reader.wrong_type(&rule.value, severity, "`error`, `warning`, `advice` or `off`", ""),
        };
        // A rule whose breach keeps a page or the whole site from being published guards readers and files.
        if code.severity() <= Severity::PageError {
            let message = format!("the severity of `{}` cannot be changed", code.word());
            return self.reader.wrong_value(rule.span, message, "only warnings and advice can be set");
        }
        self.config.checks.push(CheckSetting { code, folder, severity: severity_set });
    }

    /// Settings that must agree with each other.
    fn together(&mut self) {
        let place = |name| self.places.get(name).copied().unwrap_or_default();
        let (content, output) = (place("content"), place("output"));
        let at = if output == Span::default() { content } else { output };
        if let Some(why) = output_fault(&self.config.output, &self.config.content) {
            let hint = "name a folder of its own, as in `output: public`";
            self.reader.find(Code::OutputRefused, at, format!("the output folder {why}"), hint);
        }
        let languages = &mut self.config.languages;
        match languages.first() {
            Some(first) if !self.places.contains_key("language") => self.config.language.clone_from(first),
            _ => {
                languages.retain(|code| *code != self.config.language);
                languages.insert(0, self.config.language.clone());
            }
        }
        if let Some(audience) = &self.config.audience
            && !self.config.audiences.contains(audience)
        {
            let message = format!("`{}` is not one of `audiences`", shown(audience));
            self.reader.wrong_value(place("audience"), message, "add it there or name another");
        }
        let (feedback, written) = (&self.config.feedback, self.places.contains_key("feedback"));
        let issues = feedback.iter().any(|channel| channel.to == Channel::Forge);
        let asked = if written { !feedback.is_empty() } else { self.config.repository.is_some() };
        if issues && !self.places.contains_key("repository") {
            self.reader.wrong_value(place("feedback"), "`forge` needs `repository`", "add `repository: https://…`");
        } else if asked && !feedback.iter().any(Feedback::is_open) {
            let at = place(if written { "feedback" } else { "repository" });
            let message = "readers without an account on the forge cannot say what is wrong with a page";
            let hint = "add a mail address or the address of a form to `feedback`";
            self.reader.find(Code::FeedbackLogin, at, message, hint);
        }
    }
}

fn replace<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}
