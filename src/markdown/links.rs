//! Links and images: each leaves a hole and a record of what was written.

use std::ops::Range;

use pulldown_cmark::LinkType;

use crate::base::code::Code;
use crate::base::path::is_document;
use crate::base::text::shown;

use super::autolinks;
use super::body::{LinkIx, LinkKind, RawLink};
use super::steps;
use super::structure::Jump;
use super::writer::Writer;

/// What programs and people write where a description should stand.
const NO_ALT: &[&str] =
    &["alt", "alt text", "bild", "foto", "image", "imagen", "img", "photo", "picture", "screen shot", "screenshot"];

/// A link or image being read.
#[derive(Clone)]
pub(super) struct OpenLink {
    /// Its record.
    pub(super) link: LinkIx,
    /// Where its text starts.
    pub(super) text: usize,
    range: Range<usize>,
    title: String,
}

/// A place in running text that is made a link.
struct Place {
    range: Range<usize>,
    target: String,
    /// Where it is no address: the step it names.
    step: Option<u32>,
}

impl Writer<'_> {
    pub(super) fn link_start(&mut self, kind: LinkType, target: &str, title: &str, range: Range<usize>) {
        let target = if kind == LinkType::Email { &*format!("mailto:{target}") } else { target };
        let named = matches!(kind, LinkType::WikiLink { .. });
        self.names_itself = matches!(kind, LinkType::WikiLink { has_pothole: false });
        if self.raw.links > 0 {
            // A link within a link of raw HTML: the text is enough.
            self.open_links.push(None);
            return self.push("");
        }
        self.out.html("<a");
        let open = self.new_link(if named { LinkKind::Wiki } else { LinkKind::Link }, target, range);
        if !title.is_empty() {
            self.out.attribute("title", title);
        }
        self.out.html(">");
        self.open_links.push(Some(open));
        self.push("</a>");
    }

    pub(super) fn link_end(&mut self) {
        self.close();
        if let Some(Some(open)) = self.open_links.pop() {
            self.finish_link(&open);
        }
    }

    pub(super) fn image_start(&mut self, target: &str, title: &str, range: Range<usize>) {
        self.out.html("<img");
        let mut open = self.new_link(LinkKind::Image, target, range);
        title.clone_into(&mut open.title);
        self.open_links.push(Some(open));
        self.out.muted = 1;
    }

    pub(super) fn image_end(&mut self) {
        self.out.muted = self.out.muted.saturating_sub(1);
        if self.out.muted > 0 {
            return;
        }
        let Some(Some(open)) = self.open_links.pop() else { return };
        let alt = self.out.text_from(open.text).to_owned();
        self.out.attribute("alt", &alt);
        self.check_alt(&open, &alt);
        if !open.title.is_empty() {
            self.out.attribute("title", &open.title);
        }
        self.image_loading();
        self.finish_link(&open);
    }

    /// Ends the tag of an image. A page's first one is most likely in sight at once: others wait until they come near.
    pub(super) fn image_loading(&mut self) {
        self.out.html(if self.images > 0 { " loading=\"lazy\" decoding=\"async\">" } else { " decoding=\"async\">" });
        self.images += 1;
    }

    /// An image that says nothing, or only what its file is called. In a link, the link's text is what is read out.
    pub(super) fn check_alt(&mut self, open: &OpenLink, alt: &str) {
        let Some(link) = self.links.get(open.link.0 as usize) else { return };
        let target = link.target.trim();
        if target.is_empty() || self.in_link() {
            return;
        }
        let message = if alt.is_empty() {
            format!("the image `{}` has no description", shown(target))
        } else if is_file_name(alt) || NO_ALT.contains(&alt.to_lowercase().as_str()) {
            format!("\"{}\" does not say what the image shows", shown(alt))
        } else {
            return;
        };
        let hint = "say in the square brackets what it shows; a mere ornament is written `<img src=\"…\" alt=\"\">`";
        self.warn(Code::AltMissing, open.range.clone(), message, hint);
    }

    /// Whether a link is open: HTML knows no link within a link.
    pub(super) fn in_link(&self) -> bool {
        !self.open_links.is_empty() || self.raw.links > 0
    }

    /// Records a link or image and writes its hole.
    pub(super) fn new_link(&mut self, kind: LinkKind, target: impl Into<Box<str>>, range: Range<usize>) -> OpenLink {
        let link = LinkIx(u32::try_from(self.links.len()).unwrap_or(u32::MAX));
        let (origin, span) = (self.origin(range.clone()), self.span(range.clone()));
        self.links.push(RawLink { kind, target: target.into(), text: Box::default(), sized: false, origin, span });
        self.out.hole(link);
        OpenLink { link, text: self.out.text.len(), range, title: String::new() }
    }

    /// The text of a link or image is complete.
    pub(super) fn finish_link(&mut self, open: &OpenLink) {
        let Some(link) = self.links.get_mut(open.link.0 as usize) else { return };
        let text = self.out.text_from(open.text);
        if link.kind != LinkKind::Image && is_document(&link.target) {
            link.text = text.into();
        }
        let (pointless, mute) = (link.target.trim().is_empty(), text.is_empty());
        let (message, hint) = match link.kind {
            LinkKind::Image if pointless => {
                ("this image names no file".to_owned(), "write the file's path in the brackets")
            }
            LinkKind::Link | LinkKind::Wiki if pointless => {
                ("this link leads nowhere".to_owned(), "write where it leads in the brackets")
            }
            LinkKind::Link | LinkKind::Wiki if mute => {
                (format!("the link to `{}` has no text", shown(&link.target)), "say in words where it leads")
            }
            _ => return,
        };
        self.warn(Code::LinkEmpty, open.range.clone(), message, hint);
    }

    /// Writes text with its bare addresses linked, unless a link is open.
    pub(super) fn linked_text(&mut self, text: &str, range: &Range<usize>, clean: bool) {
        let mut done = 0;
        if self.out.muted == 0 && !self.in_link() {
            for place in self.places_to_link(text) {
                self.written_text(&text[done..place.range.start], clean);
                // Where the text is not verbatim its offsets are not the source's: point at all of it.
                let verbatim = text.len() == range.len();
                let at = if verbatim {
                    range.start + place.range.start..range.start + place.range.end
                } else {
                    range.clone()
                };
                self.out.html("<a");
                let open = self.new_link(LinkKind::Link, place.target, at);
                if let (Some(recorder), Some(number)) = (&mut self.recorder, place.step) {
                    recorder.structure.jumps.push(Jump { link: open.link, number });
                }
                self.out.html(">");
                self.written_text(&text[place.range.clone()], clean);
                self.out.html("</a>");
                self.finish_link(&open);
                done = place.range.end;
            }
        }
        self.written_text(&text[done..], clean);
    }

    /// Bare addresses in `text` and, where lists are noted, "step 3" as a place to go to.
    fn places_to_link(&self, text: &str) -> Vec<Place> {
        let addresses = autolinks::find(text).into_iter();
        let mut places: Vec<Place> =
            addresses.map(|found| Place { range: found.range, target: found.target, step: None }).collect();
        if self.recorder.is_some() && self.heading.is_none() {
            let step = |(range, number)| Place { range, target: format!("#step {number}"), step: Some(number) };
            places.extend(steps::find(text).into_iter().map(step));
            places.sort_by_key(|place| place.range.start);
            places.dedup_by(|later, place| later.range.start < place.range.end);
        }
        places
    }

    fn written_text(&mut self, text: &str, clean: bool) {
        self.out.escaped(text);
        self.out.plain(text, clean);
    }
}

/// Whether a description is the name of an image file, which programs that paste images write.
fn is_file_name(alt: &str) -> bool {
    let ending = alt.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let known = ["avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"];
    ending.is_some_and(|ending| known.contains(&ending.as_str())) && !alt.contains(char::is_whitespace)
}
