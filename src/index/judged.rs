//! How well answers agree with what people judged: queries and judgements read, rankings measured.
//!
//! The measures are those of `trec_eval`, from text to numbers and nothing else: who answers and where the files lie is
//! for others.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;

use super::Found;
use crate::base::text::shown;

/// So many answers are measured, and looked at by nDCG, MRR and Recall.
const DEPTH: usize = 10;

/// A query to be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Names it in the judgements.
    pub id: String,
    /// What is searched for.
    pub text: String,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: String,
}

/// Lines that say something; empty ones and those that start with `#` do not.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().zip(1..).map(|(line, number)| (number, line.trim_end_matches('\r')));
    lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

/// Reads queries: on each line an id, a tab and a text.
///
/// # Errors
/// Every line that is not so, or whose id another line has.
pub fn queries(text: &str) -> Result<Vec<Query>, Vec<BadLine>> {
    let (mut queries, mut bad, mut known) = (Vec::new(), Vec::new(), HashSet::new());
    for (line, written) in lines(text) {
        let Some((id, text)) = written.split_once('\t') else {
            bad.push(BadLine { line, fault: "there is no tab between an id and a text".to_owned() });
            continue;
        };
        let (id, text) = (id.trim(), text.trim());
        if known.insert(id) {
            queries.push(Query { id: id.to_owned(), text: text.to_owned() });
        } else {
            bad.push(BadLine { line, fault: format!("the id `{}` is there twice", shown(id)) });
        }
    }
    if bad.is_empty() { Ok(queries) } else { Err(bad) }
}

/// What people judged: by query the grade of each page, by the name they use for it. A grade above 0 is relevant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgements(BTreeMap<String, BTreeMap<String, f64>>);

/// Reads judgements: on each line a query's id, a page's name and a grade, parted by tabs or else by blanks; or the four
/// columns of TREC. A first line whose grade is no number is a heading. Of repeats the highest grade counts.
///
/// # Errors
/// Every line that is not so.
pub fn judgements(text: &str) -> Result<Judgements, Vec<BadLine>> {
    let (mut judgements, mut bad) = (Judgements::default(), Vec::new());
    for (line, written) in lines(text) {
        let columns: Vec<&str> = if written.contains('\t') {
            written.split('\t').map(str::trim).collect()
        } else {
            written.split_whitespace().collect()
        };
        let ([query, name, grade] | [query, _, name, grade]) = columns[..] else {
            let fault = format!("a judgement has 3 or 4 columns, and this line has {}", columns.len());
            bad.push(BadLine { line, fault });
            continue;
        };
        match grade.parse::<f64>().ok().filter(|grade| grade.is_finite()) {
            Some(grade) => {
                let known = judgements.0.entry(query.to_owned()).or_default().entry(name.to_owned()).or_insert(grade);
                *known = known.max(grade);
            }
            None if line == 1 => {}
            None => bad.push(BadLine { line, fault: format!("the grade `{}` is not a number", shown(grade)) }),
        }
    }
    if bad.is_empty() { Ok(judgements) } else { Err(bad) }
}

/// Names pages as judgements do: by id first, then by path below the content folder.
#[derive(Clone, Debug)]
pub struct Namer<'a>(BTreeSet<&'a str>);

impl<'a> Namer<'a> {
    /// For the names that stand in `judgements`.
    pub fn new(judgements: &'a Judgements) -> Self {
        Self(judgements.0.values().flat_map(BTreeMap::keys).map(String::as_str).collect())
    }

    /// The name of a page; one that nobody judged has one all the same.
    pub fn name<'p>(&self, page: &'p Found) -> &'p str {
        let id = page.id.as_deref();
        let judged = |name: &&str| self.0.contains(*name);
        id.filter(judged).or_else(|| Some(page.path.as_str()).filter(judged)).or(id).unwrap_or(&page.path)
    }

    /// How many names are those of none of `pages`.
    pub fn unknown(&self, pages: &[Found]) -> usize {
        let known: HashSet<&str> =
            pages.iter().flat_map(|page| [Some(page.path.as_str()), page.id.as_deref()]).flatten().collect();
        self.0.iter().filter(|name| !known.contains(**name)).count()
    }

    /// The names of hits in order, each once, at its first place.
    pub fn ranking(&self, hits: &[Found]) -> Vec<String> {
        let mut known = HashSet::new();
        hits.iter().map(|hit| self.name(hit)).filter(|name| known.insert(*name)).map(str::to_owned).collect()
    }
}

/// The pages that answer a query, best first, named as the judgements do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// The query's id.
    pub query: String,
    /// Names of pages, each once.
    pub names: Vec<String>,
}

/// Rankings as a file for TREC's tools, with tabs. Scores say no more than the order.
pub fn trec_run(rankings: &[Ranking]) -> String {
    let mut run = String::new();
    for ranking in rankings {
        for (place, name) in ranking.names.iter().enumerate() {
            let score = ranking.names.len() - place;
            let _ = writeln!(run, "{}\tQ0\t{name}\t{}\t{score}\tguildhall", ranking.query, place + 1);
        }
    }
    run
}

/// Means over the queries that have a relevant page in the judgements.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Scores {
    /// How many queries were averaged.
    pub queries: usize,
    /// Of these, how many found nothing.
    pub unanswered: usize,
    /// Queries left out: nobody judged a page as relevant.
    pub not_judged: usize,
    /// Grades of the first ten, discounted by the logarithm of the place, over those of the best order there could be
    /// (Järvelin and Kekäläinen 2002).
    #[serde(rename = "ndcg@10")]
    pub ndcg_10: f64,
    /// One over the place of the first relevant page, 0 beyond the tenth.
    #[serde(rename = "mrr@10")]
    pub mrr_10: f64,
    /// Which part of the relevant pages is among the first ten.
    #[serde(rename = "recall@10")]
    pub recall_10: f64,
    /// How often the first page is relevant.
    #[serde(rename = "success@1")]
    pub success_1: f64,
    /// How often one of the first five is.
    #[serde(rename = "success@5")]
    pub success_5: f64,
}

/// Measures rankings, one for each query; `None` when no query has a relevant page.
pub fn score(judgements: &Judgements, rankings: &[Ranking]) -> Option<Scores> {
    let mut sum = Scores::default();
    for ranking in rankings {
        let grades = judgements.0.get(&ranking.query).filter(|grades| grades.values().any(|grade| *grade > 0.0));
        match grades {
            Some(grades) => sum.add(grades, &ranking.names),
            None => sum.not_judged += 1,
        }
    }
    (sum.queries > 0).then(|| sum.mean())
}

impl Scores {
    fn add(&mut self, grades: &BTreeMap<String, f64>, names: &[String]) {
        let gain = |name: &String| grades.get(name).copied().unwrap_or_default().max(0.0);
        let gains: Vec<f64> = names.iter().take(DEPTH).map(gain).collect();
        let mut ideal: Vec<f64> = grades.values().copied().filter(|grade| *grade > 0.0).collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        let (relevant, first) = (ideal.len(), gains.iter().position(|gain| *gain > 0.0));
        ideal.truncate(DEPTH);
        let found = gains.iter().filter(|gain| **gain > 0.0).count();
        let within = |places: usize| f64::from(u8::from(first.is_some_and(|first| first < places)));
        self.queries += 1;
        self.unanswered += usize::from(names.is_empty());
        self.ndcg_10 += discounted(&gains) / discounted(&ideal);
        self.mrr_10 += first.map_or(0.0, |first| 1.0 / ratio(first + 1));
        self.recall_10 += ratio(found) / ratio(relevant);
        self.success_1 += within(1);
        self.success_5 += within(5);
    }

    fn mean(self) -> Self {
        let count = ratio(self.queries);
        Self {
            ndcg_10: self.ndcg_10 / count,
            mrr_10: self.mrr_10 / count,
            recall_10: self.recall_10 / count,
            success_1: self.success_1 / count,
            success_5: self.success_5 / count,
            ..self
        }
    }
}

fn discounted(gains: &[f64]) -> f64 {
    gains.iter().zip(2..).map(|(gain, place)| gain / ratio(place).log2()).sum()
}

/// A count as a number to divide by. Counts of queries and pages are exact far beyond any site.
fn ratio(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking(query: &str, names: &[&str]) -> Ranking {
        Ranking { query: query.to_owned(), names: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    #[test]
    fn files_are_read_with_all_their_faults() {
        let read = queries("\u{feff}# ids\nq1\twhat is it?\r\n\n q2 \t two\twords \n").unwrap();
        let texts: Vec<_> = read.iter().map(|query| (query.id.as_str(), query.text.as_str())).collect();
        assert_eq!(texts, [("q1", "what is it?"), ("q2", "two\twords")]);
        let bad = queries("q1 x\nq2\ta\nq2\tb\n").unwrap_err();
        assert_eq!(bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [1, 3]);
        let read = judgements("query\tpage\tgrade\nq1\ta b.md\t1\nq1 0 c 2\nq1\ta b.md\t3\n").unwrap();
        assert_eq!(read.0["q1"], BTreeMap::from([("a b.md".to_owned(), 3.0), ("c".to_owned(), 2.0)]));
        let bad = judgements("q1\ta\t1\nq1\ta\nq1\ta\tmuch\nq1\ta\tNaN\n").unwrap_err();
        assert_eq!(bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [2, 3, 4]);
    }

    #[test]
    fn measures_are_those_of_the_textbooks() {
        let judgements = judgements("q\ta\t3\nq\tb\t2\nq\tc\t0\nq\td\t1\nr\ta\t1\ns\ta\t0\n").unwrap();
        let scores = score(&judgements, &[ranking("q", &["c", "a", "x", "b"])]).unwrap();
        let ideal = 3.0 + 2.0 / 3_f64.log2() + 0.5;
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        near(scores.ndcg_10, (3.0 / 3_f64.log2() + 2.0 / 5_f64.log2()) / ideal);
        near(scores.mrr_10, 0.5);
        near(scores.recall_10, 2.0 / 3.0);
        near(scores.success_1, 0.0);
        near(scores.success_5, 1.0);
        let more = [ranking("q", &["a"]), ranking("r", &[]), ranking("s", &["a"]), ranking("t", &["a"])];
        let scores = score(&judgements, &more).unwrap();
        assert_eq!((scores.queries, scores.unanswered, scores.not_judged), (2, 1, 2));
        near(scores.mrr_10, 0.5);
        assert_eq!(score(&judgements, &[ranking("s", &["a"])]), None);
    }

    #[test]
    fn pages_are_named_as_the_judgements_do() {
        let judgements = judgements("q\tvisa\t1\nq\tpay.md\t1\nq\tgone\t1\n").unwrap();
        let namer = Namer::new(&judgements);
        let page = |path: &str, id: Option<&str>| Found { path: path.to_owned(), id: id.map(str::to_owned) };
        let pages = [
            page("visa.md", Some("visa")),
            page("pay.md", Some("p")),
            page("visa.md", Some("visa")),
            page("x.md", None),
        ];
        assert_eq!(namer.ranking(&pages), ["visa", "pay.md", "x.md"]);
        assert_eq!(namer.unknown(&pages), 1);
        assert_eq!(
            trec_run(&[ranking("q", &["visa", "a b.md"])]),
            "q\tQ0\tvisa\t1\t2\tguildhall\nq\tQ0\ta b.md\t2\t1\tguildhall\n"
        );
    }
}
