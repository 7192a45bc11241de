//! What some may not see is nowhere in what others get.
//!
//! Every marker holds [`CORE`]; a page that only managers may read is full of them. The search for them reads every byte
//! of every file and every name; files of the search index are unpacked first, words of their lexicon spelled out.

use std::fs;
use std::path::Path;

use guildhall::base::code::Code;
use guildhall::index::export::inflated;
use guildhall_search::lexicon::Reading;
use guildhall_search::speller;

use crate::binary::run;
use crate::harness::{Site, site};

/// No word of any language, and no stemmer's ending at its end.
const CORE: &str = "zqxv";

/// Where markers are planted. All but the last few show in the managers' own output.
const SHOWN: &[&str] = &[
    "title",
    "summary",
    "body",
    "tag",
    "community",
    "alias",
    "id",
    "file",
    "folder",
    "imagename",
    "imagebytes",
    "heading",
    "question",
    "answer",
    "ask",
    "short",
    "alt",
    "anchor",
    "owner",
    "linktext",
    "section",
    "term",
    "expansion",
    "anna",
    "name",
    "role",
    "topic",
    "contact",
    "purpose",
    "meaning",
];

/// A page for all that names what is not, in every way that its Markdown has.
const OPEN: &str = "---\ntitle: Open\nrelated: [zqxvid]\nowner: zqxvfile\ndate: 2026-01-02\n---\n\
    See [pay](zqxvfolder/zqxvfile.md#zqxvanchor) and [it](zqxvbroken.md), [the plan][plan].\n\
    <!-- zqxvremark -->\n\n<a href=\"zqxvfolder/zqxvfile.md\">There</a>\n\n\
    [plan]: zqxvfolder/zqxvfile.md\n[unused]: zqxvfolder/one.md\n";

fn restricted_site() -> Site {
    let page = "---\ntitle: zqxvtitle\nsummary: zqxvsummary\ndate: 2026-02-03\ntags: [zqxvtag]\ncommunities: [zqxvcommunity]\n\
        aliases: [old/zqxvalias]\nid: zqxvid\nowner: zqxvowner\naudience: managers\nrelated: [open]\n\
        search: {keywords: [zqxvkeyword], best_for: [zqxvbest]}\nextra: {note: zqxvextra}\n---\n\
        zqxvbody of the Quarterly Zqxvpair Plan (QZP), and [zqxvlinktext](../open.md).\n\n## zqxvheading {#zqxvanchor}\n\n![zqxvalt](zqxvimagename.png)\n";
    let faq = "---\nkind: faq\nquestions: all\naudience: [managers]\n---\n## zqxvquestion?\n\nzqxvanswer.\n\n## And this?\n\nNo.\n";
    let one = "---\nkind: faq\ntitle: Which?\nask: [zqxvask]\nshort: zqxvshort\naudience: managers\n---\nThat.\n";
    let terms = "- {term: zqxvterm, expansion: zqxvexpansion, meaning: zqxvmeaning, page: open, audience: managers}\n\
        - {term: zqxvdropped, page: zqxvid}\n- {term: zqxvdoubt, page: open, audiance: managers}\n";
    let search = "best_bets:\n- {query: zqxvbet, page: open, audience: managers}\n- {query: zqxvwhole, page: zqxvfolder/one.md}\n\
        - {query: zqxvbynumber, page: zqxvid}\nsynonyms:\n- {words: [zqxvsynonym, other], audience: [managers]}\n\
        tests:\n- {query: zqxvtest, page: zqxvid}\n";
    site()
        .file("content/terms.yaml", terms)
        .file("content/search.yaml", search)
        .file(
            "guildhall.yaml",
            "title: Test\nbase_url: https://kb.example.org/\naudiences: [staff, managers]\n\
             repository: {forge: github, url: \"https://forge.example.org/kb\", branch: main}\n",
        )
        .file("content/index.md", "# Home\n\n[Open](open.md)\n")
        .file(
            "content/people/zqxvanna.md",
            "---\nname: zqxvname\nrole: zqxvrole\nask_me_about: zqxvtopic\ncontact: zqxvcontact\naudience: managers\n---\n",
        )
        .file("content/people/bob.md", "---\nname: Bob\n---\n")
        .file("content/people/desk.md", "---\nname: Desk\nteam: true\nmembers: [zqxvanna, bob]\n---\n")
        .file(
            "content/zqxvfolder/zqxvgroup.md",
            "---\nkind: community\ntitle: Group\npurpose: zqxvpurpose\nlead: bob\nstage: closed\naudience: managers\n---\n",
        )
        .file(
            "content/communities/all.md",
            "---\npurpose: Open\nlead: [zqxvanna, bob]\nsponsor: zqxvanna\nbackup: zqxvanna\nteam: zqxvanna\n\
             start_here: [zqxvid, zqxvgroup]\ncredits: [zqxvanna]\nowner: zqxvanna\ncommunities: [zqxvgroup]\n---\n",
        )
        .file("content/zqxvfolder/in.md", "---\ntitle: zqxvmember\ncommunities: [all]\nowner: bob\naudience: managers\n---\nx\n")
        .file("content/open.md", OPEN)
        .file("content/zqxvfolder/index.md", "---\ntitle: zqxvsection\naudience: managers\n---\n")
        .file("content/zqxvfolder/zqxvfile.md", page)
        .file("content/zqxvfolder/zqxvimagename.png", b"\x89PNG\r\n\x1a\nzqxvimagebytes")
        .file("content/zqxvfolder/faq.md", faq)
        .file("content/zqxvfolder/one.md", one)
        .file("content/narrow/_defaults.yaml", "audience: managers\n")
        .file("content/narrow/below.md", "# zqxvbelow\n")
        .file("content/zqxvbroken.md", "---\ntitle: [zqxvnever closed\n---\nzqxvunread\n")
        .file("content/zqxvstray.md", "---\naudience: zqxvnobody\n---\n# zqxvunknown\n")
}

/// Where a marker is in the last build, as `path` for a name and `path: context` for bytes.
fn leaks(site: &Site) -> Vec<String> {
    let mut leaks = Vec::new();
    for path in site.paths() {
        leaks.extend(found(&path, &unpacked(&path, site.output(&path).unwrap())));
    }
    leaks
}

/// What a file says: of a packed one what the reader makes of it.
fn unpacked(path: &str, bytes: Vec<u8>) -> Vec<u8> {
    if !path.starts_with("search/") || Path::new(path).extension().is_none_or(|ending| ending != "bin") {
        return bytes;
    }
    let mut raw = inflated(&bytes).unwrap_or_else(|| panic!("{path} does not inflate"));
    let mut words = Vec::new();
    if path.contains("/words/") {
        // A chunk, a block of the speller or a column: what it is not, it does not read as.
        if let Ok(chunk) = Reading::new(&raw) {
            let _ = chunk.starting_with("", &mut |entry| words.push(entry.word.to_owned()));
        }
        let _ = speller::words(&raw, &mut |word, _| words.push(word.to_owned()));
    }
    raw.extend(words.join(" ").into_bytes());
    raw
}

fn found(path: &str, bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    if path.to_lowercase().contains(CORE) {
        return Some(path.to_owned());
    }
    let at = text.find(CORE)?;
    let around = text.floor_char_boundary(at.saturating_sub(80))..text.ceil_char_boundary((at + 40).min(text.len()));
    Some(format!("{path}: {}", &text[around]))
}

#[test]
fn nothing_of_a_restricted_page_is_in_the_output_for_others() {
    let site = restricted_site().audience("staff").build();
    assert_eq!(leaks(&site), Vec::<String>::new());
    site.expect_page("open", |html| assert!(html.contains("pay"), "the words of the link stay: {html}"));
}

#[test]
fn the_search_for_markers_finds_them_where_they_may_be() {
    let site = restricted_site().audience("managers").build();
    let mut all = site.paths().join("\n");
    for path in site.paths() {
        all.push_str(&String::from_utf8_lossy(&unpacked(&path, site.output(&path).unwrap())));
    }
    let missing: Vec<_> = SHOWN.iter().filter(|word| !all.contains(&format!("{CORE}{word}"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for never in ["doubt", "unread", "unknown", "nobody", "never", "broken", "stray"] {
        assert!(!all.contains(&format!("{CORE}{never}")), "{never}: nobody may see it while its audience is not known");
    }
}

#[test]
fn findings_of_a_build_for_others_name_the_page_that_links_and_not_its_target() {
    let site = restricted_site().audience("staff").build();
    let withheld: Vec<_> = site.built().diags.iter().filter(|diag| diag.code == Code::LinkWithheld).collect();
    assert!(!withheld.is_empty());
    for diag in withheld {
        let at = diag.at.as_ref().unwrap().path.as_str();
        assert!(["content/open.md", "content/communities/all.md", "content/people/desk.md"].contains(&at), "{at}");
        let said = format!("{} {} {:?}", diag.message, diag.hint.as_deref().unwrap_or_default(), diag.related);
        assert!(!said.contains(CORE), "{said}");
    }
}

#[test]
fn phrases_are_as_closed_as_the_pages_and_entries_they_come_from() {
    let said = |site: &Site| format!("{:?}", site.phrases());
    let site = restricted_site().audience("managers").build();
    for word in
        ["zqxvbest", "zqxvterm", "zqxvexpansion", "zqxvbet", "zqxvwhole", "zqxvbynumber", "zqxvsynonym", "zqxvpair"]
    {
        assert!(said(&site).contains(word), "{word}: {}", said(&site));
    }
    assert!(!said(&site).contains("zqxvdoubt"));
    let site = restricted_site().audience("staff").build();
    assert!(!said(&site).contains(CORE) && !said(&site).contains("qzp"), "{}", said(&site));
    // Nothing is said either: a finding for others would name what they may not see.
    let of_entries = |path: &str| path.ends_with("terms.yaml") || path.ends_with("search.yaml");
    let told = site.built().diags.iter().filter(|diag| diag.at.as_ref().is_some_and(|at| of_entries(at.path.as_str())));
    assert_eq!(told.map(|diag| diag.code).collect::<Vec<_>>(), [Code::KeyUnknown], "the misspelt key alone");
}

#[test]
fn a_page_moves_between_audiences_without_leaving_traces() {
    let open = "---\naudience: [staff, managers]\n---\n# zqxvonce\n";
    let site = restricted_site().file("content/moved.md", open).audience("staff").build();
    assert!(!leaks(&site).is_empty());
    let site = site.change("content/moved.md", open.replace("[staff, managers]", "managers")).build();
    assert_eq!(leaks(&site), Vec::<String>::new());
    site.expect_warm_is_cold();
}

#[test]
fn what_the_program_writes_to_disk_holds_no_marker_either() {
    let site = restricted_site();
    // The pages that cannot be read make it 1; what could be is published.
    let build = run(site.root(), &["build", "--audience", "staff", "--output", "out"]);
    assert_eq!(build.code, Some(1), "{}", build.stderr);
    let out = site.root().join("out");
    let mut leaks = Vec::new();
    scan(&out, &out, &mut leaks);
    assert_eq!(leaks, Vec::<String>::new());
    assert!(out.join("open/index.html").is_file());
}

fn scan(root: &Path, folder: &Path, leaks: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            scan(root, &path, leaks);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy();
            leaks.extend(found(&name, &unpacked(&name, fs::read(&path).unwrap())));
        }
    }
}
