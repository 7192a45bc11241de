//! Which addresses a link may lead to, wherever it is written: in text or in a field.

/// Schemes a link may use; everything else could run script or open programs.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Whether links may use `scheme`; letter case does not count.
pub fn is_allowed(scheme: &str) -> bool {
    SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
}

/// The scheme of an address, as RFC 3986 section 3.1 defines it. Browsers drop control characters and blanks in front
/// of and inside it; an address with such a character counts as having a scheme that is not allowed.
pub fn scheme(target: &str) -> Option<&str> {
    let end = target.find(':')?;
    let candidate = &target[..end];
    if candidate.contains(['/', '?', '#']) {
        return None;
    }
    let plain = candidate.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let hidden = candidate.chars().any(|c| c.is_control() || c.is_whitespace());
    (hidden || plain && candidate.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(candidate)
}

/// Whether a text is a mail address and nothing else, as people write one: `a@b.example`.
pub fn is_mail(text: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(&b));
    text.split_once('@').is_some_and(|(name, host)| plain(name) && plain(host) && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_seen_however_they_are_hidden() {
        assert_eq!(scheme("https://a"), Some("https"));
        assert_eq!(scheme("java\tscript:x"), Some("java\tscript"));
        assert_eq!(scheme("a/b:c.md"), None);
        assert_eq!(scheme("#a:b"), None);
        assert_eq!(scheme("10:30.md"), None);
    }

    #[test]
    fn a_mail_address_is_told_from_text() {
        assert!(is_mail("first.last+kb@mail.example.org"));
        for text in ["", "@", "a@b", "a b@c.d", "a@b.c?x", "a@b@c.d", "mailto:a@b.c", "@b.c"] {
            assert!(!is_mail(text), "{text}");
        }
    }
}
