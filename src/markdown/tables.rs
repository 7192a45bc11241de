//! Tables: cells aligned by class, a box that scrolls, and a bound on what short rows are filled up to.

use std::ops::Range;

use pulldown_cmark::Alignment;

use crate::base::code::Code;
use crate::base::text::{escape, excerpt};

use super::writer::{Open, Writer};

/// Cells that a byte of a table's source may become. A wide head makes every short row wide; written out, eight
/// kilobytes could be a million cells.
const CELLS_PER_BYTE: usize = 4;

/// A table being read.
pub(super) struct OpenTable {
    alignments: Vec<Alignment>,
    column: usize,
    /// Cells that may still be written.
    budget: usize,
    in_head: bool,
    rows: usize,
    /// The part for the scroll box, whose label is the head's text.
    part: usize,
    text: usize,
    flat: bool,
    range: Range<usize>,
}

impl Writer<'_> {
    pub(super) fn table_start(&mut self, alignments: Vec<Alignment>, range: Range<usize>) {
        self.begin_block();
        let part = self.out.placeholder();
        self.open_around("", "</table></div>\n");
        self.tables.push(OpenTable {
            alignments,
            column: 0,
            budget: range.len().saturating_mul(CELLS_PER_BYTE),
            in_head: false,
            rows: 0,
            part,
            text: self.out.text.len(),
            flat: matches!(self.stack.last(), Some(Open::Markdown(""))),
            range,
        });
    }

    pub(super) fn table_head_start(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.in_head = true;
            table.column = 0;
        }
        self.open_inside("<thead><tr>", "</tr></thead>\n");
    }

    pub(super) fn table_head_end(&mut self) {
        self.close();
        self.out.gap();
        let Some(table) = self.tables.last_mut() else { return };
        table.in_head = false;
        if !table.flat {
            let label = escape(&excerpt(self.out.text_from(table.text), 80));
            let name = if label.is_empty() { String::new() } else { format!(" aria-label=\"{label}\"") };
            self.out.fill(table.part, format!("<div class=\"table\" role=\"group\" tabindex=\"0\"{name}><table>\n"));
        }
    }

    pub(super) fn table_row_start(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.column = 0;
        table.rows += 1;
        let open = if table.rows == 1 { "<tbody>\n<tr>" } else { "<tr>" };
        if table.budget > 0 {
            self.open_inside(open, "</tr>\n");
        } else {
            self.push("");
        }
    }

    pub(super) fn table_row_end(&mut self) {
        self.close();
        self.out.gap();
    }

    pub(super) fn table_cell_start(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        if table.budget == 0 {
            // Its text is still found by search.
            self.push("");
            self.out.muted = 1;
            return;
        }
        table.budget -= 1;
        let align = table.alignments.get(table.column).copied().unwrap_or(Alignment::None);
        table.column += 1;
        let (plain, left, center, right, close) = if table.in_head {
            let [plain, left, center, right] =
                ["<th>", "<th class=\"left\">", "<th class=\"center\">", "<th class=\"right\">"];
            (plain, left, center, right, "</th>")
        } else {
            let [plain, left, center, right] =
                ["<td>", "<td class=\"left\">", "<td class=\"center\">", "<td class=\"right\">"];
            (plain, left, center, right, "</td>")
        };
        let open = match align {
            Alignment::None => plain,
            Alignment::Left => left,
            Alignment::Center => center,
            Alignment::Right => right,
        };
        self.open_inside(open, close);
    }

    pub(super) fn table_cell_end(&mut self) {
        self.out.muted = 0;
        self.close();
        self.out.blank();
    }

    pub(super) fn table_end(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        if table.rows > 0 && !table.flat {
            self.out.html("</tbody>");
        }
        self.close();
        self.out.gap();
        if table.budget == 0 {
            let message = "this table's rows are far shorter than its head: the cells past the limit were left out";
            let head = self.source.text.get(table.range.clone()).and_then(|text| text.find('\n'));
            let at = table.range.start..head.map_or(table.range.end, |head| table.range.start + head);
            self.warn(Code::TableCut, at, message, "give the head as many columns as the rows have");
        }
    }
}
