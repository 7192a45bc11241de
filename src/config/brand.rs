//! What makes a site look like its organisation's: the logo and the footer.

use super::folders::below_root;
use super::parse::Parser;
use super::{Footer, FooterLink, FooterTarget, values};
use crate::base::picture;
use crate::base::span::Spanned;
use crate::base::text::shown;
use crate::base::yaml::Node;

impl Parser<'_> {
    /// A path that a picture can have. Whether one is there, only who has the files can say.
    pub(super) fn logo(&mut self, value: &Node) -> Option<Spanned<String>> {
        let text = self.reader.text("logo", value)?;
        let ending = text.value.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let is_picture = ending.is_some_and(|ending| picture::ENDINGS.contains(&ending.as_str()));
        match below_root(&text.value) {
            Ok(path) if is_picture => Some(Spanned::new(path, text.span)),
            _ => {
                let message = format!("`logo` must be a picture of the site, but is `{}`", shown(&text.value));
                self.reader.wrong_value(text.span, message, "write its path below the root, as in `static/logo.svg`");
                None
            }
        }
    }

    /// A text, or a text and links.
    pub(super) fn footer(&mut self, value: &Node) -> Footer {
        let mut footer = Footer::default();
        if value.text().is_some() {
            footer.text = self.reader.text("footer", value).map(|text| text.value);
            return footer;
        }
        for (key, value) in self.reader.map("footer", value) {
            match key.text.as_str() {
                "text" => footer.text = self.reader.text("text", value).map(|text| text.value),
                "links" => footer.links = self.footer_links(value),
                _ => self.reader.unknown_key(key, "in `footer`", ["text", "links"]),
            }
        }
        footer
    }

    fn footer_links(&mut self, value: &Node) -> Vec<FooterLink> {
        const KEYS: [&str; 2] = ["title", "link"];
        let one = std::slice::from_ref(value);
        let mut links = Vec::new();
        for item in value.items().unwrap_or(one).iter().filter(|item| !item.is_nothing()) {
            let entries = self.reader.map("links", item);
            for (key, _) in entries.iter().filter(|(key, _)| !KEYS.contains(&key.text.as_str())) {
                self.reader.unknown_key(key, "in a link of `footer`", KEYS);
            }
            let [title, link] = KEYS.map(|key| item.get(key).and_then(|value| self.reader.text(key, value)));
            match (title, link) {
                (Some(title), Some(link)) => {
                    let to = self.footer_target(link);
                    links.extend(to.map(|to| FooterLink { title: title.value, to }));
                }
                _ if item.map().is_none() => {}
                _ => self.reader.wrong_value(item.span, "a link of `footer` needs `title` and `link`", ""),
            }
        }
        links
    }

    fn footer_target(&mut self, link: Spanned<String>) -> Option<FooterTarget> {
        if let Some(address) = values::outside(&link.value) {
            return Some(FooterTarget::Address(address));
        }
        if !link.value.contains(['/', ':', '@']) {
            return Some(FooterTarget::Page(link));
        }
        let message = format!("`{}` is neither an address nor the id of a page", shown(&link.value));
        self.reader.wrong_value(link.span, message, "write `https://…`, a mail address, or the `id` of a page");
        None
    }
}
