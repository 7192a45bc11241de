//! Exit codes, and the output folder as people find it afterwards.

use std::fs;

use crate::binary::run;
use crate::harness::site;

const CLEAN: &str = "# Page\n\nText.\n";

#[test]
fn a_clean_site_is_published_and_the_exit_code_is_0() {
    let site = site().file("content/a.md", CLEAN);
    let build = run(site.root(), &["build"]);
    assert_eq!(build.code, Some(0), "{}", build.stderr);
    for made in ["a/index.html", "index.html", "404.html", ".guildhall.json"] {
        assert!(site.root().join("public").join(made).is_file(), "{made}\n{}", build.stderr);
    }
    let check = run(site.root(), &["check"]);
    assert_eq!(check.code, Some(0), "{}{}", check.stdout, check.stderr);
}

#[test]
fn a_problem_in_one_page_is_1_and_the_rest_is_published() {
    let site = site().file("content/a.md", CLEAN).file("content/b.md", "---\ntitle: [\n---\n");
    let build = run(site.root(), &["build"]);
    assert_eq!(build.code, Some(1), "{}", build.stderr);
    assert!(site.root().join("public/a/index.html").is_file());
}

#[test]
fn a_warning_is_0_unless_strict() {
    let site = site().file("content/a.md", "[b](b.md)\n");
    assert_eq!(run(site.root(), &["build"]).code, Some(0));
    assert_eq!(run(site.root(), &["check"]).code, Some(0));
    assert_eq!(run(site.root(), &["check", "--strict"]).code, Some(1));
    let before = fs::read(site.root().join("public/a/index.html")).unwrap();
    let site = site.change("content/a.md", "[c](c.md)\n");
    assert_eq!(run(site.root(), &["build", "--strict"]).code, Some(1));
    assert_eq!(fs::read(site.root().join("public/a/index.html")).unwrap(), before, "the old site stays");
}

#[test]
fn a_site_error_publishes_nothing_and_leaves_the_old_site() {
    let site = site().file("content/a.md", CLEAN);
    assert_eq!(run(site.root(), &["build"]).code, Some(0));
    let site = site.file("content/b.md", "---\nslug: a\n---\n# B\n");
    let build = run(site.root(), &["build"]);
    assert_eq!(build.code, Some(1), "{}", build.stderr);
    assert!(site.root().join("public/a/index.html").is_file());
}

#[test]
fn a_faulty_configuration_is_2() {
    let site = site().file("content/a.md", CLEAN).change("guildhall.yaml", "title: [\n");
    assert_eq!(run(site.root(), &["build"]).code, Some(2));
    assert!(!site.root().join("public").exists());
}

#[test]
fn without_a_configuration_the_lines_to_write_are_shown() {
    let site = site().file("content/a.md", CLEAN).remove("guildhall.yaml");
    let build = run(site.root(), &["build"]);
    assert_eq!(build.code, Some(2));
    assert!(build.stderr.contains("guildhall.yaml") && build.stderr.contains("title: "), "{}", build.stderr);
}

#[test]
fn a_missing_content_folder_is_2_and_the_old_site_stays() {
    let site = site().file("content/a.md", CLEAN);
    assert_eq!(run(site.root(), &["build"]).code, Some(0));
    fs::remove_dir_all(site.root().join("content")).unwrap();
    let build = run(site.root(), &["build"]);
    assert_eq!(build.code, Some(2), "{}", build.stderr);
    assert!(site.root().join("public/a/index.html").is_file());
}

#[test]
fn audiences_ask_for_one_that_exists() {
    let site = site().file("content/a.md", CLEAN).change("guildhall.yaml", "title: T\naudiences: [staff, managers]\n");
    for args in [&["build"][..], &["build", "--audience", "public"], &["check", "--audience", "public"]] {
        let run = run(site.root(), args);
        assert_eq!(run.code, Some(2), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("staff"), "what can be written is said: {}", run.stderr);
    }
    assert_eq!(run(site.root(), &["build", "--audience", "staff"]).code, Some(0));
    assert_eq!(run(site.root(), &["check"]).code, Some(0));
}

#[test]
fn a_folder_that_is_not_ours_is_refused_with_3_and_left_alone() {
    let site = site().file("content/a.md", CLEAN).file("thesis/only-copy.txt", "years of work");
    let build = run(site.root(), &["build", "--output", "thesis"]);
    assert_eq!(build.code, Some(3), "{}", build.stderr);
    assert_eq!(fs::read_to_string(site.root().join("thesis/only-copy.txt")).unwrap(), "years of work");
    assert_eq!(fs::read_dir(site.root().join("thesis")).unwrap().count(), 1);
}

#[test]
fn output_inside_content_or_around_it_is_refused_with_3() {
    let site = site().file("content/a.md", CLEAN);
    for output in ["content", "content/public", ".", ".."] {
        let build = run(site.root(), &["build", "--output", output]);
        assert_eq!(build.code, Some(3), "{output}: {}", build.stderr);
    }
    assert_eq!(fs::read_to_string(site.root().join("content/a.md")).unwrap(), CLEAN);
    assert_eq!(fs::read_dir(site.root().join("content")).unwrap().count(), 1);
}

#[test]
fn a_configured_output_among_the_sources_is_refused_with_3_whatever_the_command() {
    let site = site().file("content/a.md", CLEAN).change("guildhall.yaml", "title: T\noutput: content/public\n");
    for command in ["build", "watch", "check"] {
        let run = run(site.root(), &[command]);
        assert_eq!(run.code, Some(3), "{command}: {}", run.stderr);
        assert!(run.stderr.contains("output-refused"), "{command}: {}", run.stderr);
    }
    assert_eq!(fs::read_dir(site.root().join("content")).unwrap().count(), 1);
}

#[test]
fn data_goes_to_stdout_and_talk_to_stderr() {
    let site = site().file("content/a.md", "[b](b.md)\n");
    let check = run(site.root(), &["check", "--format", "json"]);
    assert_eq!(check.stdout.lines().count(), 1, "{}", check.stdout);
    let build = run(site.root(), &["build", "--quiet"]);
    assert!(!build.stdout.contains("built"), "{}", build.stdout);
}
