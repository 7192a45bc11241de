//! The table of every rule: its word, its severity, what it is about.
//!
//! Each has a page in the handbook, `content/reference/diagnostics/WORD.md`, and a site below
//! `tests/sites/messages/WORD/` that shows its message; `tests/tidy.rs` holds both.

use super::diag::Severity;

macro_rules! codes {
    ($($name:ident $word:literal $severity:ident $about:literal;)*) => {
        /// A rule that content, configuration or a template can break.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $about] $name,)*
        }

        impl Code {
            /// Every rule, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word people and configuration name it by, such as `link-missing`.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// How much it matters unless configuration says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What it is about, in one line.
            pub fn about(self) -> &'static str {
                match self { $(Self::$name => $about,)* }
            }
        }
    };
}

codes! {
    // Configuration and theme: nothing is published.
    ConfigSyntax "config-syntax" SiteError "The configuration is not valid YAML";
    ConfigType "config-type" SiteError "A setting has a value of the wrong type";
    ConfigValue "config-value" SiteError "A setting has a value that cannot be used";
    OutputRefused "output-refused" SiteError "The output folder would overwrite what the site is made of";
    TemplateSyntax "template-syntax" SiteError "A template cannot be read";
    TemplateRender "template-render" SiteError "A template failed while a page was made";
    ThemeMissing "theme-missing" SiteError "The theme's folder is not there";
    ThemeFile "theme-file" SiteError "A file of the theme cannot be used";
    // The site as a whole: nothing is published.
    AddressTaken "address-taken" SiteError "Two pages have one address";
    IdTaken "id-taken" SiteError "Two pages have one id";
    AudienceLeak "audience-leak" SiteError "A page includes a text that not all its readers may read";
    // A page that cannot be trusted: it is withheld, the rest is published.
    FileEncoding "file-encoding" PageError "The file is not UTF-8 text";
    FileTooLarge "file-too-large" PageError "The file is over the size limit";
    FileUnreadable "file-unreadable" PageError "The file cannot be read";
    FrontSyntax "front-syntax" PageError "The front matter is not valid YAML";
    FrontUnclosed "front-unclosed" PageError "The front matter has no end mark";
    FrontLimit "front-limit" PageError "The front matter is over a limit";
    FieldType "field-type" PageError "A field has a value of the wrong type";
    FieldValue "field-value" PageError "A field has a value that cannot be used";
    KeyDuplicate "key-duplicate" PageError "A key is written twice";
    SlugInvalid "slug-invalid" PageError "A slug is not one safe part of an address";
    AliasInvalid "alias-invalid" PageError "An alias is not an address of this site";
    IncludeMissing "include-missing" PageError "An include names no file or heading that can be included";
    IncludeLoop "include-loop" PageError "An include comes back to itself, or is too deep or too long";
    TemplateMissing "template-missing" PageError "The page names a template that does not exist";
    AddressReserved "address-reserved" PageError "The page would stand at an address that Guildhall keeps for itself";
    AudienceUnknown "audience-unknown" PageError "The page's audience cannot be known";
    // Worth mending: published all the same.
    KeyUnknown "key-unknown" Warning "A key that Guildhall does not know";
    IncludeText "include-text" Warning "An include is not a line of its own and stays text";
    ShortcodeText "shortcode-text" Warning "A shortcode of another generator is shown as text";
    FrontForeign "front-foreign" Warning "The front matter is written in another format";
    FrontLike "front-like" Warning "The page starts with something that looks like front matter but is not";
    DateWords "date-words" Warning "A date is written in words";
    DateFuture "date-future" Warning "The publication date lies ahead";
    EventDates "event-dates" Warning "The dates of an event contradict each other";
    EventOffset "event-offset" Warning "A time says another offset than its time zone has on that day";
    EventZone "event-zone" Warning "Events have times but no time zone";
    LinkMissing "link-missing" Warning "A link leads to no page or file";
    LinkName "link-name" Warning "A name in double brackets is not exactly that of one page";
    LinkOutside "link-outside" Warning "A link leads out of the content folder";
    LinkWithheld "link-withheld" Warning "A reader of this page cannot open what it links to";
    LinkScheme "link-scheme" Warning "A link uses an address scheme that is not allowed";
    LinkEmpty "link-empty" Warning "A link or image says nothing or leads nowhere";
    AnchorMissing "anchor-missing" Warning "A link names a heading that is not there";
    ImageMissing "image-missing" Warning "An image is not there";
    FileType "file-type" Warning "A linked file is of a type that is not published";
    ReferenceMissing "reference-missing" Warning "A reference names an id that no page has";
    FieldMissing "field-missing" Warning "A page lacks a field that its kind needs";
    OwnerLeft "owner-left" Warning "Somebody who left still answers for a page";
    OwnerMissing "owner-missing" Warning "Nobody answers for a page";
    ReviewOverdue "review-overdue" Warning "The review of a page is overdue";
    PageExpired "page-expired" Warning "A page is past the day on which it expires";
    FeedbackLogin "feedback-login" Warning "Readers without an account on the forge cannot answer";
    PageUnreachable "page-unreachable" Warning "Nothing leads to a page";
    AltMissing "alt-missing" Warning "An image says nothing to those who cannot see it";
    HeadingSkipped "heading-skipped" Warning "A heading skips a level";
    PersonalData "personal-data" Warning "A page shows what looks like private data of a person";
    PageUnsearched "page-unsearched" Warning "An entry names a page that is left out of search";
    SearchMissing "search-missing" Warning "The site's templates leave the search out";
    ThemeOutdated "theme-outdated" Warning "A copied file of the theme is older than the theme's own";
    SearchTest "search-test" Warning "A search does not find the page that it should";
    AliasTaken "alias-taken" Warning "An alias is a page's address or another page's alias";
    StepMissing "step-missing" Warning "A text says to go to a step that is not there";
    DecisionGap "decision-gap" Warning "A decision table has no answer for a case";
    DecisionOverlap "decision-overlap" Warning "Two rows of a decision table fit one case and say different things";
    DecisionUnreachable "decision-unreachable" Warning "A row of a decision table is never used";
    PageEmpty "page-empty" Warning "The page holds nothing";
    FolderPageTwice "folder-page-twice" Warning "A folder has more than one opening page";
    NameUnsafe "name-unsafe" Warning "A file's name cannot be used as it is on every system";
    LanguageUnknown "language-unknown" Warning "A page names a language that is not configured";
    FileSkipped "file-skipped" Warning "Something in the content folder is no plain file";
    SiteEmpty "site-empty" Warning "The content folder holds no page";
    HeadingId "heading-id" Warning "A heading's id is kept for the theme";
    FenceUnclosed "fence-unclosed" Warning "A block of code is never closed";
    HtmlRemoved "html-removed" Warning "Raw HTML was taken out because it is not safe";
    TableCut "table-cut" Warning "A table is wider than its source can justify and was cut";
    TextDirection "text-direction" Warning "A character turns the direction of the text around it";
    // How it could be better: published, not counted.
    StepVerb "step-verb" Advice "A step does not say at once what to do";
    StepTwoActions "step-two-actions" Advice "A step holds two actions";
    StepsMany "steps-many" Advice "A procedure has more steps than people can keep track of";
    DecisionLarge "decision-large" Advice "A decision table is too large to be looked through";
    TitleNoQuestion "title-no-question" Advice "The title of a FAQ is not a question";
    SentenceLong "sentence-long" Advice "A sentence is too long to be read once";
    AcronymUndefined "acronym-undefined" Advice "An acronym is nowhere explained";
}

impl Code {
    /// The rule named `word`.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.word() == word)
    }
}
