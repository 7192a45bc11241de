//! Lists, and the boxes of tasks in them.

use super::writer::Writer;
use crate::base::text::{escape, excerpt};

impl Writer<'_> {
    pub(super) fn list_start(&mut self, first: Option<u64>) {
        self.task_label();
        self.begin_block();
        match first {
            None => self.open_around("<ul>\n", "</ul>\n"),
            Some(1) => self.open_around("<ol>\n", "</ol>\n"),
            Some(first) => self.open_around(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
        }
    }

    pub(super) fn task_box(&mut self, done: bool) {
        if self.out.muted == 0 {
            let part = self.out.placeholder();
            self.task = Some((part, self.out.text.len(), done));
        }
    }

    /// The text beside a task's box is complete: it names the box for those who cannot see it.
    pub(super) fn task_label(&mut self) {
        let Some((part, start, done)) = self.task.take() else { return };
        let label = excerpt(self.out.text_from(start), 100);
        let label = escape(&label);
        let checked = if done { " checked" } else { "" };
        let html = format!("<input class=\"task\" type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> ");
        self.out.fill(part, html);
    }
}
