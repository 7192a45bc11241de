//! The tree, and what can be asked of a value.

use crate::base::span::Span;

/// A value and where it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// The value.
    pub kind: NodeKind,
    /// Its place in the whole file (not just the YAML part).
    pub span: Span,
}

/// What a value is. Scalars are not guessed at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Nothing is written, as in `title:`. A written `null` or `~` is a scalar; see [`Node::is_nothing`].
    Null,
    /// A scalar as written, quotes resolved.
    Scalar {
        /// Its text.
        text: String,
        /// Written without quotes and not as a block. Where no type is asked for ([`Node::json`]), only such a scalar
        /// is a number or a truth value.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map in the order written, keys unique.
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Its text.
    pub text: String,
    /// Its place in the whole file.
    pub span: Span,
}

impl Node {
    /// Whether it counts as absent: nothing, `~` or `null`.
    pub fn is_nothing(&self) -> bool {
        match &self.kind {
            NodeKind::Null => true,
            NodeKind::Scalar { text, plain } => *plain && matches!(text.as_str(), "" | "~" | "null"),
            NodeKind::List(_) | NodeKind::Map(_) => false,
        }
    }

    /// A scalar's text as written, whatever it looks like.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => None,
        }
    }

    /// A truth value: `true`, `yes`, `on` or their opposites, in any letter case, quoted or not.
    pub fn flag(&self) -> Option<bool> {
        match self.text()?.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        }
    }

    /// A whole number in decimal digits, quoted or not.
    pub fn integer(&self) -> Option<i64> {
        self.text()?.trim().parse().ok()
    }

    /// A finite number, quoted or not.
    pub fn number(&self) -> Option<f64> {
        self.text()?.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The items of a list; a scalar is a list of one, nothing is an empty list, a map is no list.
    pub fn items(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::List(items) => Some(items),
            NodeKind::Map(_) => None,
            NodeKind::Null | NodeKind::Scalar { .. } if self.is_nothing() => Some(&[]),
            NodeKind::Null | NodeKind::Scalar { .. } => Some(std::slice::from_ref(self)),
        }
    }

    /// The entries of a map, in the order written.
    pub fn map(&self) -> Option<&[(Key, Node)]> {
        match &self.kind {
            NodeKind::Map(entries) => Some(entries),
            NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::List(_) => None,
        }
    }

    /// The value of `key` in a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.map()?.iter().find(|(known, _)| known.text == key).map(|(_, value)| value)
    }

    /// What it is, in words for a message: "a list".
    pub fn kind_word(&self) -> &'static str {
        match &self.kind {
            NodeKind::Null => "nothing",
            NodeKind::Scalar { .. } => "a word or text",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "a map",
        }
    }

    /// Forgets where it stands, for a value that is used in another file.
    pub fn unplace(&mut self) {
        self.span = Span::default();
        match &mut self.kind {
            NodeKind::Null | NodeKind::Scalar { .. } => {}
            NodeKind::List(items) => items.iter_mut().for_each(Self::unplace),
            NodeKind::Map(entries) => {
                for (key, value) in entries {
                    key.span = Span::default();
                    value.unplace();
                }
            }
        }
    }

    /// As JSON. A plain scalar becomes a number or truth value only where that loses nothing: `1.10` and `012` stay
    /// text.
    pub fn json(&self) -> serde_json::Value {
        // Bounded: a tree is never deeper than `MAX_DEPTH`.
        match &self.kind {
            NodeKind::Null => serde_json::Value::Null,
            NodeKind::Scalar { text, plain: true } => plain_json(text),
            NodeKind::Scalar { text, plain: false } => text.as_str().into(),
            NodeKind::List(items) => items.iter().map(Self::json).collect(),
            NodeKind::Map(entries) => entries.iter().map(|(key, value)| (key.text.clone(), value.json())).collect(),
        }
    }
}

fn plain_json(text: &str) -> serde_json::Value {
    use serde_json::{Number, Value};
    let number = || {
        let whole = text.parse::<i64>().ok().map(Number::from);
        let number = whole.or_else(|| text.parse().ok().and_then(Number::from_f64))?;
        (number.to_string() == text).then_some(Value::Number(number))
    };
    match text {
        "" | "~" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => number().unwrap_or_else(|| text.into()),
    }
}
