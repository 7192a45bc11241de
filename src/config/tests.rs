use super::*;
use crate::base::diag::Diags;
use crate::base::span::line_col;

fn read(text: &str) -> (Option<Config>, Diags) {
    parse(text, &SourcePath::new(FILE))
}

fn good(text: &str) -> Config {
    let (config, diags) = read(text);
    assert_eq!(diags, [], "{text}");
    config.unwrap_or_else(|| panic!("no configuration from {text:?}"))
}

/// Each finding as `line word: message`.
fn found(text: &str) -> Vec<String> {
    let line = |diag: &crate::base::diag::Diagnostic| {
        diag.at.as_ref().and_then(|at| at.span).map_or(0, |span| line_col(text, span.start).line)
    };
    read(text).1.iter().map(|diag| format!("{} {}: {}", line(diag), diag.code.word(), diag.message)).collect()
}

#[test]
fn an_empty_file_gives_the_defaults() {
    for text in ["", "# nothing yet\n", "title:\n"] {
        let config = good(text);
        assert_eq!(
            (config.title.as_str(), config.content.as_str(), config.output.as_str()),
            ("Knowledge base", "content", "public")
        );
        assert_eq!(config.languages, ["en"]);
    }
}

#[test]
fn every_setting_is_read() {
    let config = good(
        "title: KB\ndescription: d\nbase_url: https://kb.example/help\ncontent: ./docs/\noutput: ../out\nlanguage: de\n\
         languages: [en, pt_BR]\ntime_zone: europe/berlin\ntheme: house\naccent: '#0b6b6b'\n\
         logo: ./static/logo.svg\nfooter: {text: Ours, links: [{title: Imprint, link: imprint}, {title: Ask, link: kb@example.org}]}\n\
         repository: {url: 'https://github.com/a/b.git', branch: trunk, folder: kb}\n\
         feedback: [kb@example.org, {form: 'https://forms.example/1'}, forge]\naudiences: [staff, managers]\n\
         audience: staff\ndefaults: {owner: a}\nkinds: {faq: {review_every: 1 year}}\n\
         checks: {link-missing: advice, page-empty: off}\nmarkdown: {html: no, highlight: false}\nsearch: {offline: yes}\n",
    );
    assert_eq!(config.base_url.map(|base| base.path).as_deref(), Some("/help/"));
    assert_eq!((config.content.as_str(), config.output.as_str()), ("docs", "../out"));
    assert_eq!(config.languages, ["de", "en", "pt-br"]);
    assert_eq!(config.time_zone.map(|zone| zone.name()).as_deref(), Some("Europe/Berlin"));
    assert_eq!(config.logo.map(|logo| logo.value).as_deref(), Some("static/logo.svg"));
    assert_eq!(config.footer.text.as_deref(), Some("Ours"));
    let [imprint, ask] = config.footer.links.as_slice() else { panic!("two links") };
    assert!(matches!(&imprint.to, FooterTarget::Page(id) if imprint.title == "Imprint" && id.value == "imprint"));
    assert_eq!(ask.to, FooterTarget::Address("mailto:kb@example.org".to_owned()));
    let repository = config.repository.expect("a repository");
    assert_eq!((repository.forge, repository.url.as_str()), (Forge::GitHub, "https://github.com/a/b"));
    assert_eq!((repository.branch.as_str(), repository.folder.as_str()), ("trunk", "kb"));
    assert_eq!(config.feedback.len(), 3);
    assert_eq!(config.audience.as_deref(), Some("staff"));
    assert_eq!(config.kinds["faq"].review_every, Some(Interval::months(12)));
    assert_eq!(config.checks.len(), 2);
    assert_eq!((config.checks[0].severity, config.checks[1].severity), (Some(Severity::Advice), None));
    assert!(!config.markdown.html && !config.markdown.highlight && config.search.offline);
    assert_eq!(config.defaults.as_ref().and_then(|node| node.get("owner")?.text()), Some("a"));
}

#[test]
fn checks_can_be_set_for_a_folder() {
    let config = good("checks:\n- {rule: link-missing, folder: content/news/, severity: off}\n");
    assert_eq!((config.checks[0].code, config.checks[0].folder.as_str()), (Code::LinkMissing, "content/news"));
}

#[test]
fn without_language_the_first_of_languages_is_the_default() {
    let config = good("languages: [es, en]\n");
    assert_eq!((config.language.as_str(), config.languages.len()), ("es", 2));
}

#[test]
fn all_faults_are_told_at_once_with_their_lines() {
    let text = "title: [a]\nbase_url: javascript:alert(1)\nlanguage: english\naccent: red\nsearch: yes\n\
                audiences: [a b]\naudience: x\nrepository: https://code.example/x\nfeedback: forge me\n\
                checks: {link-mising: off, audience-unknown: off, page-empty: loud}\ndefaults: 3\nbasurl: x\nmenu: yes\n";
    assert_eq!(
        found(text),
        [
            "1 config-type: `title` must be text, but is a list",
            "2 config-value: `base_url` must be an address that starts with `https://` or `http://`",
            "3 config-value: `english` is not a language code",
            "4 config-value: `accent` must be a colour, but is `red`",
            "5 config-type: `search` must be a map of keys and values, but is `yes`",
            "6 config-value: `a b` cannot name an audience",
            "8 config-value: the forge of `repository` cannot be told from its address",
            "9 config-value: this is not a channel for feedback",
            "10 key-unknown: there is no rule `link-mising`",
            "10 config-value: the severity of `audience-unknown` cannot be changed",
            "10 config-type: `page-empty` must be `error`, `warning`, `advice` or `off`, but is `loud`",
            "11 config-type: `defaults` must be a map of keys and values, but is `3`",
            "12 key-unknown: `basurl` is not a known key",
            "13 key-unknown: `menu` is not a known key",
            "7 config-value: `x` is not one of `audiences`",
        ]
    );
    assert!(read(text).0.is_none());
    let hint = read("basurl: x\n").1[0].hint.clone();
    assert_eq!(hint.as_deref(), Some("did you mean `base_url`?"));
}

#[test]
fn one_channel_must_need_no_account_on_the_forge() {
    let said = "feedback-login: readers without an account on the forge cannot say what is wrong with a page";
    let repository = "repository: https://github.com/a/b\n";
    for (text, line) in [
        (repository.to_owned(), Some(1)),
        (format!("{repository}feedback: [forge, community]\n"), Some(2)),
        (format!("{repository}feedback: [forge, kb@example.org]\n"), None),
        (format!("{repository}feedback: https://forms.example/\n"), None),
        ("feedback: community\n".to_owned(), Some(1)),
        ("title: KB\n".to_owned(), None),
    ] {
        assert_eq!(found(&text), line.map(|line| format!("{line} {said}")).into_iter().collect::<Vec<_>>(), "{text}");
        assert!(read(&text).0.is_some());
    }
}

#[test]
fn an_unknown_key_still_gives_a_configuration() {
    assert!(read("menu: yes\n").0.is_some());
}

#[test]
fn output_never_overwrites_sources() {
    for (text, why) in [
        ("content: .\noutput: .\n", "2"),
        ("content: content\noutput: ..\n", "1"),
        ("output: /\n", "1"),
        ("content: public\n", "1"),
    ] {
        assert_eq!(found(text).len().to_string(), why, "{text}: {:?}", found(text));
        assert!(read(text).0.is_none());
    }
}

#[test]
fn yaml_faults_stop_the_build() {
    for text in ["title: a: b\n", "title: a\ntitle: b\n", "just words\n", "- a\n"] {
        let (config, diags) = read(text);
        assert!(config.is_none(), "{text}");
        assert_eq!(diags.iter().map(|diag| diag.code).collect::<Vec<_>>(), [Code::ConfigSyntax], "{text}");
    }
}
