//! Values of settings that are more than a text: addresses, colours, languages.

use super::{BaseUrl, Forge};

impl BaseUrl {
    /// Reads `https://kb.example.org/help`, as in `base_url:` and `--base-url`.
    ///
    /// # Errors
    /// What is wrong with it, to be put behind the name of the setting.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let rest = web_address(text).ok_or("must be an address that starts with `https://` or `http://`")?;
        if rest.contains(['?', '#']) {
            return Err("must be an address without `?` and `#`");
        }
        let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
        if path.split('/').any(|part| matches!(part, "." | "..")) {
            return Err("must be an address without `..`");
        }
        let path = if path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
        let url = if text.ends_with('/') { text.to_owned() } else { format!("{text}/") };
        Ok(Self { url, path })
    }
}

/// What follows `https://` or `http://`: a host, optionally a port, a path. No user, no letter that would end an
/// attribute or an address.
pub(super) fn web_address(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let in_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']' | '_');
    let barred = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`');
    let named = host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    (named && host.chars().all(in_host) && !rest.contains(barred)).then_some(rest)
}

/// Where a browser can send something: an address of the web, or a path on the server it came from.
pub(super) fn is_beacon(text: &str) -> bool {
    // `;` and `,` would end what the policy of the pages says of it.
    let path = |text: &str| {
        text.starts_with('/') && !text.starts_with("//") && web_address(&format!("https://h{text}")).is_some()
    };
    !text.contains([';', ',']) && (path(text) || web_address(text).is_some())
}

/// A colour as `#rgb` or `#rrggbb`.
pub(super) fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A language's code in lower case: `en`, `pt-br`, `zh-hant-tw`.
pub fn language_code(text: &str) -> Option<String> {
    let code = text.to_ascii_lowercase().replace('_', "-");
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    let language = matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    let rest = parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (language && rest).then_some(code)
}

/// How to give the site one more language, `code`.
pub fn language_hint(languages: &[String], code: &str) -> String {
    let all: Vec<&str> = languages.iter().map(String::as_str).chain([code]).collect();
    format!("if the site has this language, write `languages: [{}]` into guildhall.yaml", all.join(", "))
}

/// A word that names something in addresses and on the command line: letters, digits, `-`, `_`.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty() && text.len() <= 60 && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// The name of a folder below `themes/`.
pub(super) fn is_theme(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.starts_with(|c: char| c.is_ascii_alphanumeric()) && !text.contains("..") && text.chars().all(fits)
}

/// An address outside the site: of the web as it is, a mail address with `mailto:`.
pub(super) fn outside(text: &str) -> Option<String> {
    if web_address(text).is_some() {
        return Some(text.to_owned());
    }
    let mail = text.strip_prefix("mailto:").unwrap_or(text);
    is_mail(mail).then(|| format!("mailto:{mail}"))
}

/// A mail address.
pub(super) fn is_mail(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '\'' | '@');
    let Some((user, host)) = text.split_once('@') else { return false };
    !user.is_empty() && host.contains(|c: char| c.is_alphanumeric()) && !host.contains('@') && text.chars().all(fits)
}

/// The page of a repository, without `/` or `.git` at its end.
pub(super) fn repository_url(text: &str) -> Option<String> {
    let rest = web_address(text)?;
    if rest.contains(['?', '#']) {
        return None;
    }
    let url = text.trim_end_matches('/');
    Some(url.strip_suffix(".git").unwrap_or(url).to_owned())
}

impl Forge {
    pub(super) const WORDS: [&'static str; 5] = ["github", "gitlab", "gitea", "azure-devops", "bitbucket"];

    pub(super) fn parse(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "github" => Some(Self::GitHub),
            "gitlab" => Some(Self::GitLab),
            "gitea" | "forgejo" => Some(Self::Gitea),
            "azure-devops" | "azure" => Some(Self::AzureDevOps),
            "bitbucket" => Some(Self::Bitbucket),
            _ => None,
        }
    }

    /// The forge that a repository's address names, by the usual hosts.
    pub(super) fn of(url: &str) -> Option<Self> {
        let host = url.split_once("://")?.1.split(['/', ':']).next()?.to_ascii_lowercase();
        let named = |word: &str| host.split('.').any(|part| part == word);
        let known = [
            (Self::GitHub, &["github"][..]),
            (Self::GitLab, &["gitlab"]),
            (Self::Gitea, &["gitea", "forgejo", "codeberg"]),
            (Self::Bitbucket, &["bitbucket"]),
        ];
        if host == "dev.azure.com" || host.ends_with(".visualstudio.com") {
            return Some(Self::AzureDevOps);
        }
        known.into_iter().find(|(_, words)| words.iter().any(|word| named(word))).map(|(forge, _)| forge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_address_is_of_the_web_and_ends_with_a_slash() {
        let read = |text| BaseUrl::parse(text).map(|base| (base.url, base.path));
        let both = |url: &str, path: &str| Ok((url.to_owned(), path.to_owned()));
        assert_eq!(read("https://kb.example/help"), both("https://kb.example/help/", "/help/"));
        assert_eq!(read("http://localhost:8080"), both("http://localhost:8080/", "/"));
        for text in [
            "javascript:alert(1)",
            "kb.example",
            "https://",
            "https:///x",
            "https://a b/",
            "https://user@host/",
            "https://h/?q",
            "https://h/#x",
            "https://h/../x",
            "https://h/\"x",
            "ftp://h/",
        ] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn forges_are_known_by_their_host() {
        assert_eq!(Forge::of("https://gitlab.corp.example/a/b"), Some(Forge::GitLab));
        assert_eq!(Forge::of("https://dev.azure.com/org/p/_git/r"), Some(Forge::AzureDevOps));
        assert_eq!(Forge::of("https://code.corp.example/github"), None);
        assert!(Forge::WORDS.iter().all(|word| Forge::parse(word).is_some()));
    }

    #[test]
    fn a_beacon_is_of_the_web_or_of_the_same_server() {
        for text in ["https://stats.example/s?x=1", "http://h:8080/", "/stats/search"] {
            assert!(is_beacon(text), "{text}");
        }
        for text in
            ["//evil.example/", "stats", "javascript:x", "https://h; script-src *", "https://h/;x", "/a b", "/\\h"]
        {
            assert!(!is_beacon(text), "{text}");
        }
    }

    #[test]
    fn languages_and_colours_have_one_form() {
        assert_eq!(language_code("pt_BR").as_deref(), Some("pt-br"));
        for text in ["english", "e", "en-", "en/..", ""] {
            assert_eq!(language_code(text), None, "{text}");
        }
        assert!(is_colour("#0b6b6b") && is_colour("#FFF") && !is_colour("red;}") && !is_colour("#12"));
    }
}
