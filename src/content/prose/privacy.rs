//! Private data of persons that slipped into a page.
//!
//! Only what can be told from other text with hardly a doubt: numbers with a check digit, numbers whose form nothing else
//! has, addresses at providers that private persons use. The message never repeats what was found.

use super::{Source, and_more, iban, numbers};
use crate::base::code::Code;
use crate::base::diag::Diags;
use crate::base::span::Span;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A mail address.
    Mail,
    /// The number of a payment card.
    Card,
    /// The number of a bank account.
    Account,
    /// A social security number of the United States.
    UsaSocial,
    /// A national insurance number of the United Kingdom.
    BritishInsurance,
    /// A social security number of France.
    FrenchSocial,
}

impl Sort {
    fn words(self) -> &'static str {
        match self {
            Self::Mail => "a private mail address",
            Self::Card => "the number of a payment card",
            Self::Account => "the number of a bank account",
            Self::UsaSocial => "a social security number",
            Self::BritishInsurance => "a national insurance number",
            Self::FrenchSocial => "a French social security number",
        }
    }
}

/// A place in the text and what is there.
pub(super) type Found = (std::ops::Range<usize>, Sort);

/// The first of each sort, and how many more there are.
pub(super) fn check(source: Source<'_>, diags: &mut Diags) {
    let mut found = all(source.markdown());
    found.sort_by_key(|(range, sort)| (*sort, range.start));
    for same in found.chunk_by(|(_, a), (_, b)| a == b) {
        let Some((range, sort)) = same.first() else { continue };
        let span = Span::new(range.clone()).shifted(source.body);
        let message = format!("this looks like {}{}", sort.words(), and_more(same.len()));
        let hint = "take it out, or name a team or a role; the page's history still holds it";
        source.find(diags, Code::PersonalData, span, message, hint);
    }
}

fn all(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = mails(text).map(|range| (range, Sort::Mail)).collect();
    numbers::find(text, &mut found);
    iban::find(text, &mut found);
    found
}

/// Providers of private mail, whole.
const PROVIDERS: &[&str] = &[
    "126.com",
    "163.com",
    "aol.com",
    "fastmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "googlemail.com",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "mail.ru",
    "me.com",
    "msn.com",
    "orange.fr",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "sfr.fr",
    "t-online.de",
    "wanadoo.fr",
    "web.de",
    "yandex.ru",
];
/// Providers that have one address in many countries.
const FAMILIES: &[&str] = &["gmx", "hotmail", "live", "outlook", "yahoo"];
/// Names that stand for anybody's.
const ANYBODY: &[&str] = &[
    "address",
    "anna",
    "email",
    "example",
    "first",
    "firstname",
    "foo",
    "jane",
    "john",
    "mail",
    "me",
    "my",
    "myname",
    "name",
    "nobody",
    "sample",
    "someone",
    "somebody",
    "test",
    "user",
    "username",
    "you",
    "your",
    "yourname",
    "xxx",
];

/// Addresses at providers of private mail.
fn mails(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    text.match_indices('@').filter_map(|(at, _)| {
        let bytes = text.as_bytes();
        let in_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'+' | b'-');
        let start = at - bytes.get(..at)?.iter().rev().take_while(in_name).count();
        let in_host = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let end = at + 1 + bytes.get(at + 1..)?.iter().take_while(in_host).count();
        let host = text.get(at + 1..end)?.trim_end_matches(['.', '-']);
        let name = text.get(start..at)?;
        (is_private(&host.to_ascii_lowercase()) && is_somebody(name)).then_some(start..at + 1 + host.len())
    })
}

fn is_private(host: &str) -> bool {
    let family = || {
        let (name, country) = host.split_once('.').unwrap_or_default();
        FAMILIES.contains(&name) && country.split('.').all(|part| matches!(part.len(), 2 | 3))
    };
    PROVIDERS.contains(&host) || family()
}

/// Whether the part before `@` is somebody's, and not a sample.
fn is_somebody(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let stands_for_anybody = |part: &str| ANYBODY.contains(&part.trim_end_matches(|c: char| c.is_ascii_digit()));
    !name.is_empty() && !name.split(['.', '_', '-', '+']).any(stands_for_anybody)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, marked};

    #[test]
    fn private_addresses_are_found_and_samples_are_not() {
        assert_eq!(marked("Ask [her](mailto:kb.desk7@gmail.com).\n"), ["kb.desk7@gmail.com"]);
        assert_eq!(marked("Ask kb.desk7@yahoo.co.uk or kb8@GMX.de.\n"), ["kb.desk7@yahoo.co.uk"]);
        for fine in [
            "name@gmail.com desk.yourname@gmail.com john.doe@gmail.com your-name@outlook.com user1@web.de",
            "desk@gmail.com.example.org desk@live.example.org desk@notgmail.com @gmail.com x@",
        ] {
            assert_eq!(found(fine), [], "{fine}");
        }
    }

    #[test]
    fn a_message_counts_and_never_repeats_what_it_found() {
        let text = "kb.desk7@gmail.com, kb.desk8@gmail.com, DE89 3704 0044 0532 0130 00\n";
        let messages: Vec<_> = found(text).into_iter().map(|diag| diag.message).collect();
        assert_eq!(
            messages,
            [
                "this looks like a private mail address, and 1 more on this page",
                "this looks like the number of a bank account"
            ]
        );
    }
}
