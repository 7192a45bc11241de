//! `guildhall search eval`: how well search answers queries whose good answers are known.

use std::fmt::Display;
use std::path::Path;

use guildhall_search::Fetch;

use super::args::{Eval, Global};
use super::site::{Site, Wish, failed, unbuildable};
use super::term::Term;
use super::{Exit, Stop};
use crate::build::{Memo, build};
use crate::fs;
use crate::index::Searcher;
use crate::index::judged::{self, BadLine, Namer, Ranking, Scores};

/// So many answers of each query go into the run; ten of them are measured.
const DEPTH: usize = 100;
/// So many bad lines of a file are shown.
const LINES: usize = 20;

pub(super) fn run(global: &Global, command: &Eval, term: &Term) -> Result<Exit, Stop> {
    let mut site = Site::new(global);
    if let Some(folder) = &command.site {
        let folder = site.root().join(folder);
        return measure(&mut Searcher::at(&folder).map_err(broken)?, command, term);
    }
    let reading = site.read(&Wish::of(&command.scope, false))?;
    let inputs = reading.inputs.as_ref().map_err(|found| unbuildable(&reading, found, term))?;
    let built = build(inputs, &mut Memo::new());
    measure(&mut built.index.searcher().map_err(broken)?, command, term)
}

fn broken(error: impl Display) -> Stop {
    Stop::new(Exit::Failed, error.to_string())
}

/// Asks every query and prints how good the answers are.
fn measure<F: Fetch>(searcher: &mut Searcher<F>, command: &Eval, term: &Term) -> Result<Exit, Stop> {
    let queries = read(&command.queries, judged::queries)?;
    let judgements = read(&command.qrels, judged::judgements)?;
    let namer = Namer::new(&judgements);
    let mut rankings = Vec::with_capacity(queries.len());
    for query in queries {
        let hits = searcher.found(&query.text, DEPTH).map_err(broken)?;
        rankings.push(Ranking { query: query.id, names: namer.ranking(&hits) });
    }
    if let Some(file) = &command.run {
        fs::write_text(file, &judged::trec_run(&rankings)).map_err(failed)?;
    }
    let unknown = namer.unknown(&searcher.pages().map_err(broken)?);
    if unknown > 0 {
        let are = if unknown == 1 { "name is that of no page" } else { "names are those of no page" };
        term.say(&format!("{}: {unknown} {are}", command.qrels.display()));
    }
    let Some(scores) = judged::score(&judgements, &rankings) else {
        let message =
            "no query has a relevant page in the judgements\nhint: both files must name queries by the same ids";
        return Err(Stop::new(Exit::Usage, message));
    };
    if command.json || term.is_json() {
        let json = serde_json::to_string_pretty(&scores).map_err(|error| Stop::new(Exit::Failed, error.to_string()))?;
        Term::data(&format!("{json}\n"));
    } else {
        Term::data(&table(&scores));
        let Scores { queries, unanswered, not_judged, .. } = scores;
        term.say(&format!(
            "{queries} queries judged, {unanswered} of them found nothing; {not_judged} without a judgement"
        ));
    }
    Ok(Exit::Clean)
}

fn table(scores: &Scores) -> String {
    let rows = [
        ("nDCG@10", scores.ndcg_10),
        ("MRR@10", scores.mrr_10),
        ("Recall@10", scores.recall_10),
        ("success@1", scores.success_1),
        ("success@5", scores.success_5),
    ];
    rows.map(|(name, value)| format!("{name:<10} {value:.4}\n")).concat()
}

/// A file of the command line, read by `parse`.
fn read<T>(path: &Path, parse: fn(&str) -> Result<T, Vec<BadLine>>) -> Result<T, Stop> {
    let text = fs::read_text(path).map_err(|error| Stop::new(Exit::Usage, error.to_string()))?;
    parse(&text).map_err(|bad| {
        let shown = bad.iter().take(LINES).map(|bad| format!("{}:{}: {}", path.display(), bad.line, bad.fault));
        let mut lines: Vec<String> = shown.collect();
        if bad.len() > LINES {
            lines.push(format!("{} more lines", bad.len() - LINES));
        }
        Stop::new(Exit::Usage, lines.join("\n"))
    })
}
