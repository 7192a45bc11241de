//! The answer as JSON, for the theme's scripts. Places in texts are counted in UTF-16, as JavaScript counts them.
//!
//! ```json
//! {"total":12,"atLeast":false,"corrected":{"typed":"acessibility","used":"accessibility"},"words":["visa"],
//!  "hits":[{"page":5,"score":123,"title":"Visa","marks":[[0,4]],"address":"a/b/","anchor":"","kind":"faq",
//!    "language":"en","path":"a/b.md","id":"","summary":"","answer":"","date":"2026-01-02","status":"","trail":["A"],
//!    "recommended":false,"lacks":["cost"],"excerpt":{"text":"…","marks":[]},
//!    "sections":[{"title":"Fees","anchor":"fees"}]}],
//!  "facets":[{"key":"kind","values":[{"value":"faq","label":"faq","count":3}]}]}
//! ```
//!
//! `corrected` is null when nothing was, `excerpt` when none was asked for.

use alloc::string::String;

use crate::answer::{Answer, Hit};
use crate::cards::Card;
use crate::excerpt::Marked;
use crate::narrow::Facet;

/// Writes JSON. Formatting machinery would weigh more than all of it in the browser.
pub(crate) struct Json(pub(crate) String);

impl Json {
    #[inline(never)]
    pub(crate) fn raw(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.0.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => self.0.extend(['\\', letter]),
                '\0'..='\x1f' => {
                    let code = u32::from(letter);
                    self.raw("\\u00").raw(if code < 16 { "0" } else { "1" });
                    self.0.push(char::from_digit(code % 16, 16).unwrap_or('0'));
                }
                _ => self.0.push(letter),
            }
        }
        self.raw("\"")
    }

    fn number(&mut self, number: u64) -> &mut Self {
        if number >= 10 {
            self.number(number / 10);
        }
        self.0.push(char::from_digit(u32::try_from(number % 10).unwrap_or_default(), 10).unwrap_or('0'));
        self
    }

    fn size(&mut self, size: usize) -> &mut Self {
        self.number(u64::try_from(size).unwrap_or(u64::MAX))
    }

    fn flag(&mut self, flag: bool) -> &mut Self {
        self.raw(if flag { "true" } else { "false" })
    }

    /// A list, each item written by `each`.
    pub(crate) fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T)) -> &mut Self {
        self.raw("[");
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.raw(",");
            }
            each(self, item);
        }
        self.raw("]")
    }

    /// A text and what to mark in it; `key` names the text.
    fn marked(&mut self, key: &str, marked: &Marked) -> &mut Self {
        self.raw(key).text(&marked.text).raw(",\"marks\":");
        let (mut bytes, mut units) = (0, 0);
        self.list(&marked.marks, |json, (start, end)| {
            let mut unit = |to: usize| {
                units += marked.text.get(bytes..to).unwrap_or_default().encode_utf16().count();
                bytes = to;
                units
            };
            let (start, end) = (unit(*start), unit(*end));
            json.raw("[").size(start).raw(",").size(end).raw("]");
        })
    }

    /// The words that were corrected, joined.
    fn corrected(&mut self, corrected: &[(String, String)]) {
        if corrected.is_empty() {
            self.raw("null");
            return;
        }
        let (mut typed, mut used) = (String::new(), String::new());
        for (index, (from, to)) in corrected.iter().enumerate() {
            let blank = if index > 0 { " " } else { "" };
            for (text, word) in [(&mut typed, from), (&mut used, to)] {
                text.push_str(blank);
                text.push_str(word);
            }
        }
        self.raw("{\"typed\":").text(&typed).raw(",\"used\":").text(&used).raw("}");
    }

    pub(crate) fn answer(&mut self, answer: &Answer) {
        self.raw("{\"total\":").size(answer.total).raw(",\"atLeast\":").flag(answer.at_least);
        self.raw(",\"corrected\":").corrected(&answer.corrected);
        self.raw(",\"words\":").list(&answer.words, |json, word| _ = json.text(word));
        self.raw(",\"hits\":").list(&answer.hits, Self::hit);
        self.raw(",\"facets\":").list(&answer.facets, Self::facet).raw("}");
    }

    fn hit(&mut self, hit: &Hit) {
        self.raw("{\"page\":").number(u64::from(hit.page)).raw(",\"score\":").number(hit.score);
        self.marked(",\"title\":", &hit.title);
        self.card(&hit.card);
        self.raw(",\"recommended\":").flag(hit.recommended);
        self.raw(",\"lacks\":").list(&hit.lacks, |json, word| _ = json.text(word));
        self.raw(",\"excerpt\":");
        match &hit.excerpt {
            Some(excerpt) => self.marked("{\"text\":", excerpt).raw("}"),
            None => self.raw("null"),
        };
        self.raw(",\"sections\":").list(&hit.sections, |json, (title, anchor)| {
            json.raw("{\"title\":").text(title).raw(",\"anchor\":").text(anchor).raw("}");
        });
        self.raw("}");
    }

    fn card(&mut self, card: &Card) {
        let texts = [
            (",\"address\":", &card.address),
            (",\"anchor\":", &card.anchor),
            (",\"kind\":", &card.kind),
            (",\"language\":", &card.language),
            (",\"path\":", &card.path),
            (",\"id\":", &card.id),
            (",\"summary\":", &card.summary),
            (",\"answer\":", &card.answer),
            (",\"date\":", &card.date),
            (",\"status\":", &card.status),
        ];
        for (key, text) in texts {
            self.raw(key).text(text);
        }
        self.raw(",\"trail\":").list(&card.trail, |json, title| _ = json.text(title));
    }

    fn facet(&mut self, facet: &Facet) {
        self.raw("{\"key\":").text(&facet.key).raw(",\"values\":").list(&facet.values, |json, value| {
            json.raw("{\"value\":").text(&value.value).raw(",\"label\":").text(&value.label);
            json.raw(",\"count\":").number(u64::from(value.count)).raw("}");
        });
        self.raw("}");
    }
}

impl Answer {
    /// The answer as JSON, in the form this module describes.
    pub fn to_json(&self) -> String {
        let mut json = Json(String::new());
        json.answer(self);
        json.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_marks_counted_in_utf_16() {
        let title = Marked { text: "a\u{1}\"😀é\n".into(), marks: [(3, 7), (7, 9)].to_vec() };
        let hit = Hit { title, lacks: ["x".into()].to_vec(), ..Hit::default() };
        let answer = Answer { total: 1205, hits: [hit].to_vec(), ..Answer::default() };
        let json = answer.to_json();
        assert!(json.starts_with("{\"total\":1205,\"atLeast\":false,"), "{json}");
        assert!(json.contains("\"title\":\"a\\u0001\\\"😀é\\u000a\",\"marks\":[[3,5],[5,6]],"), "{json}");
    }
}
