//! Who may see a page: what is written there and in the folders above it.
//!
//! Any doubt is [`Audience::Unknown`]: a page that may be restricted must not be shown to everyone.

use super::front::Audience;
use crate::base::code::Code;
use crate::base::span::Span;
use crate::base::text::{nearest, shown};
use crate::base::yaml::{Node, Reader};

/// Reads a written `audience`, a list out of the configured ones.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node, configured: &[String]) -> Audience {
    let before = reader.diags.len();
    let mut names = Vec::new();
    for text in reader.texts("audience", node) {
        if configured.contains(&text.value) {
            names.push(text.value);
            continue;
        }
        let hint = match nearest(&text.value, configured.iter().map(String::as_str)) {
            Some(known) => format!("did you mean `{known}`?"),
            None if configured.is_empty() => "name all audiences in `audiences:` of the configuration".to_owned(),
            None => format!("write one of {}", shown(&configured.join(", "))),
        };
        let message = format!("`{}` is not a configured audience", shown(&text.value));
        reader.find(Code::AudienceUnknown, text.span, message, &hint);
    }
    if names.is_empty() && reader.diags.len() == before {
        reader.wrong_value(node.span, "`audience` names nobody", "name at least one audience or delete the field");
    }
    if reader.diags.len() > before {
        return Audience::Unknown;
    }
    names.sort();
    names.dedup();
    Audience::Only(names)
}

/// `own`, written at `span`, inside what the folders above allow.
pub(super) fn narrow(reader: &mut Reader<'_>, above: &Audience, own: Audience, span: Span) -> Audience {
    let (above, own) = match (above, own) {
        (Audience::Unknown, _) | (_, Audience::Unknown) => return Audience::Unknown,
        (Audience::All, own) => return own,
        (above, Audience::All) => return above.clone(),
        (Audience::Only(above), Audience::Only(own)) => (above, own),
    };
    let both: Vec<String> = own.into_iter().filter(|name| above.contains(name)).collect();
    if both.is_empty() {
        let message = format!("nobody is left: the folders above are for {} only", shown(&above.join(", ")));
        reader.wrong_value(span, message, "move the page to another folder, or name an audience of its folder");
        return Audience::Unknown;
    }
    Audience::Only(both)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SourcePath;
    use crate::base::yaml::{Rules, load};

    fn written(text: &str, above: &Audience) -> (Audience, Vec<Code>) {
        let path = SourcePath::new("a.md");
        let (node, _) = load(text, 0, &path, Rules::FRONT);
        let configured = ["staff", "managers", "board"].map(str::to_owned);
        let mut reader = Reader::of_front(&path);
        let node = node.unwrap();
        let own = read(&mut reader, &node, &configured);
        let audience = narrow(&mut reader, above, own, node.span);
        (audience, reader.finish().iter().map(|diag| diag.code).collect())
    }

    fn only(names: &[&str]) -> Audience {
        Audience::Only(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn an_audience_only_narrows() {
        assert_eq!(written("[staff, board]", &Audience::All), (only(&["board", "staff"]), vec![]));
        assert_eq!(written("staff", &only(&["board", "staff"])), (only(&["staff"]), vec![]));
        assert_eq!(written("[staff, board]", &only(&["board", "managers"])), (only(&["board"]), vec![]));
    }

    #[test]
    fn any_doubt_is_unknown() {
        assert_eq!(written("staff", &only(&["board"])), (Audience::Unknown, vec![Code::FieldValue]));
        assert_eq!(written("[staff, mangers]", &Audience::All), (Audience::Unknown, vec![Code::AudienceUnknown]));
        assert_eq!(written("[]", &Audience::All), (Audience::Unknown, vec![Code::FieldValue]));
        assert_eq!(written("{a: b}", &Audience::All), (Audience::Unknown, vec![Code::FieldType]));
        assert_eq!(written("staff", &Audience::Unknown), (Audience::Unknown, vec![]));
    }
}
